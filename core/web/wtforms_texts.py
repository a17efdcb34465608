"""The messages of WTForms' own validators: from our catalogue what WTForms lacks in German, the rest from WTForms."""

from __future__ import annotations

from functools import lru_cache
from gettext import NullTranslations

from babel.support import Translations
from wtforms.i18n import messages_path

from core.web.i18n import FOLDER, shell_language


class Texts:
    """For a form's Meta: `def get_translations(self, form): return Texts()`."""

    def gettext(self, text: str) -> str:
        return str(_both(shell_language()).gettext(text))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return str(_both(shell_language()).ngettext(singular, plural, count))


@lru_cache
def _both(language: str) -> NullTranslations:
    ours = Translations.load(str(FOLDER), [language], "wtforms")
    ours.add_fallback(Translations.load(messages_path(), [language], "wtforms"))
    return ours
