"""What a button of the designer does only when it is asked for once more: other ids, options merged and halved, other rows."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from forms.designing import edits, followed, options
from forms.designing.places import Refused, around, at, below, find, key
from forms.designing.press import Asked, Done


def renamed(asked: Asked) -> Done:
    own = asked.about == asked.part
    return _called(asked, asked.about, asked.one("_id" if own else "_option_id"), sure=False)


def _called(asked: Asked, part: str, id_: str, *, sure: bool) -> Done:
    """Another id; where rules could mean another form's question, it is asked first."""
    address = asked.address(part)
    kept = asked.published is not None and find(asked.published, address) is not None
    done = options.renamed(asked.programme, address, id_, kept=kept)
    if not part:
        return Done(done.programme, form=id_)
    if done.left and not sure:
        return Done(asked.programme, asked.part, asks=f"rename:{part}:{id_}")
    return Done(done.programme, below(around(part), address.split("/")[-2], id_) if part == asked.part else asked.part)


def merged(asked: Asked) -> Done:
    """What comes of it is said first."""
    into = asked.one("_merge")
    options.merged(asked.programme, asked.address(asked.about), into)
    return Done(asked.programme, asked.part, asks=f"merge:{asked.about}:{into}")


def split(asked: Asked) -> Done:
    """The same."""
    followed.halved(asked.programme, asked.address(asked.about))
    return Done(asked.programme, asked.part, asks=f"split:{asked.about}")


def into_rows(asked: Asked, into: str, after: str) -> Done:
    """Into rows or out of them; what becomes of the answers is said first."""
    edits.rehome(asked.programme, asked.address(asked.about), asked.address(into))
    return Done(asked.programme, asked.part, asks=f"into:{asked.about}:{into}:{after}")


def sure(asked: Asked) -> Done:
    """What was asked before is to be done: `sure:merge:PART:INTO`."""
    verb, _colon, rest = asked.about.partition(":")
    part, _colon, more = rest.partition(":")
    address = asked.address(part)
    if verb == "merge":
        return Done(options.merged(asked.programme, address, more).programme, asked.part)
    if verb == "split":
        return Done(followed.halved(asked.programme, address).programme, asked.part)
    if verb == "into":
        where, _colon, after = more.partition(":")
        made = edits.rehome(asked.programme, address, asked.address(where), _behind(asked, where, after))
        return Done(made, below(where if where.startswith("fields/") else "", "fields", key(part)))
    if verb == "rename":
        return _called(asked, part, more, sure=True)
    raise Refused(asked.form, _("There is no such button on this page."))


def _behind(asked: Asked, where: str, after: str) -> str | None:
    """The sibling to stand behind, where it is there still."""
    target = at(asked.programme, asked.address(where))
    return after if any(each.id == after for each in getattr(target, "fields", ())) else edits.LAST
