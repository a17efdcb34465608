"""How views get into the administration, and which do not."""

from pathlib import Path

import pytest
from flask_admin.contrib.sqla import ModelView

from core.admin import AdminBase
from core.database import db
from core.web.gate import policies
from tests.core.admin.shelf import Folder, Folders, Shelf, make_app


def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'admin.sqlite'}"


def test_a_bare_model_view_is_its_plugins_fault(tmp_path: Path) -> None:
    app = make_app(tmp_path, url(tmp_path), [ModelView(Shelf, db, endpoint="bare", url="/admin/bare")])
    assert "is not made from core.admin.AdminBase" in app.extensions["offered"].faults["stranger"]
    assert not any("bare" in endpoint for endpoint in policies(app))


def test_an_address_that_is_taken_is_its_plugins_fault(tmp_path: Path) -> None:
    app = make_app(tmp_path, url(tmp_path), [Folders(Folder, endpoint="plugins", url="/admin/mine")])
    assert "exists already" in app.extensions["offered"].faults["stranger"]


def test_a_view_without_an_action_is_refused() -> None:
    class Nobody(AdminBase):
        pass

    with pytest.raises(ValueError, match="names no action"):
        Nobody(Shelf)


@pytest.mark.parametrize("part", [{"column_editable_list": ["name"]}, {"inline_models": [Folder]}])
def test_parts_that_need_inline_scripts_are_refused(part: dict[str, object]) -> None:
    view = type("Inline", (AdminBase,), {"see": "see_units", **part})
    with pytest.raises(ValueError, match="need inline scripts"):
        view(Shelf)


def test_a_model_without_a_scope_is_shown_to_nobody(tmp_path: Path) -> None:
    from core.journal.models import ChainHead

    class Heads(AdminBase):
        see = "see_audit"

    app = make_app(tmp_path, url(tmp_path), [Heads(ChainHead, endpoint="heads", url="/admin/heads")])
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(TypeError, match="has no `scope"):
        app.test_client().get("/admin/heads/")


def test_each_admin_endpoint_needs_the_right(tmp_path: Path) -> None:
    found = policies(make_app(tmp_path, url(tmp_path), [Folders(Folder, endpoint="folders", url="/admin/folders")]))
    assert {found[endpoint] for endpoint in found if endpoint.startswith(("admin.index", "folders.", "plugins."))} == {
        "see_admin"
    }
