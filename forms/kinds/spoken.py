"""Lazy texts in a language that need not be the request's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import has_app_context
from flask_babel import force_locale, get_locale

from core.web.i18n import SHELL


def said(language: str, text: Any) -> str:
    """A lazy text in this language, which need not be the request's own."""
    if not has_app_context():
        return str(text)
    with force_locale(language if language in SHELL else "de"):
        return str(text)


class Spoken:
    """A value inside a lazy text: it is put into words in the language in which the text is read."""

    def __init__(self, words: Callable[[str], str]) -> None:
        self.words = words

    def __str__(self) -> str:
        locale = get_locale() if has_app_context() else None
        return self.words(locale.language if locale else "en")
