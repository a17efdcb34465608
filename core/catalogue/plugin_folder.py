"""A plugin folder made from a programme: what `foerderkette plugin new` writes."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from itertools import count
from pathlib import Path

from core.catalogue.skeleton import blank
from core.definitions import DefinitionError, Fault, Programme, load_programme, write_yaml

CODE = '''"""Ships the programme that stands in programme.yaml."""

from collections.abc import Sequence
from pathlib import Path

from core import Programme, hookimpl, read_yaml

programme = read_yaml(Path(__file__).with_name("programme.yaml").read_text("utf-8"))


@hookimpl
def programmes() -> Sequence[Programme]:
    return [programme]
'''
TESTS = '''"""The programme can be offered, and its examples hold."""

from core import read_yaml
from core.testing import copies, faults
from plugins.{name} import programme


def test_it_has_no_fault():
    assert faults(programme) == []


def test_it_survives_files():
    assert copies(programme) == (programme, programme)
'''
README = """# {name}

A programme plugin of Förderkette. `programme.yaml` is the whole programme;
`foerderkette programme schema` gives editors its schema.

    FOERDERKETTE_PLUGINS_DIR={folder} foerderkette plugin check
    FOERDERKETTE_PLUGINS_DIR={folder} foerderkette programme check {id}
"""


def empty(name: str) -> Programme:
    """A programme to begin with. Raises DefinitionError for a name that is none."""
    return blank(load_programme({"id": name, "title": {"de": name, "en": name}}))


def called(programme: Programme, id: str | None) -> Programme:
    """The programme with this id, where one is given. Raises DefinitionError for an id that is none."""
    return programme if id is None else load_programme({**programme.as_data(), "id": id})


def taken(programme: Programme, name: str, plugins: Collection[str], programmes: Collection[str]) -> str:
    """What stands against this name and id beside what is shipped here already, with a free one; "" for nothing."""
    if name in plugins:
        free = _free(name, {*plugins, *programmes})
        return f"there is a plugin '{name}' already, and two of one name cannot be loaded. Free is: plugin new {free}"
    if programme.id in programmes:
        free = _free(programme.id, {*plugins, *programmes})
        return f"a plugin ships the programme '{programme.id}' already, and only one can. Take another id: --id {free}"
    return ""


def _free(name: str, used: Collection[str]) -> str:
    return next(each for number in count(2) if (each := f"{name}_{number}") not in used)


def write(programme: Programme, name: str, into: Path) -> Path:
    """The folder `into/name`, whole or not at all. Raises DefinitionError for a name that is none, FileExistsError."""
    if not name.isascii() or not name.isidentifier() or name != name.lower() or name.startswith("_"):
        raise DefinitionError([Fault("name", f"'{name}' is no name of a plugin; write small letters, digits and _")])
    folder, fresh = into / name, into / f".{name}.new"
    if folder.exists():
        raise FileExistsError(f"{folder} is there already.")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    about = {"name": name, "id": programme.id, "folder": str(into)}
    for file, text in (
        ("__init__.py", CODE),
        ("programme.yaml", write_yaml(programme)),
        ("README.md", README.format(**about)),
        (f"test_{name}.py", TESTS.format(**about)),
    ):
        (fresh / file).write_text(text, encoding="utf-8", newline="\n")
    fresh.rename(folder)
    return folder
