"""Parts that plugins add to a page: each shown as its template says, a faulty one left out."""

from __future__ import annotations

from typing import Any

from flask import current_app

from core.hookspecs import Panel
from core.plugin_manager import blame, plugins


def panels(hook: str, **values: Any) -> list[tuple[Any, Any, int]]:
    """Title, body and order of what plugins give for this hook; a panel that cannot be shown is its plugin's fault alone."""
    shown = []
    for name, panel in sorted(plugins.gather(hook, Panel, **values), key=lambda one: one[1].order):
        try:
            shown.append((panel.title, _body(panel), panel.order))
        except Exception as error:  # noqa: BLE001  # a stranger's template may raise anything
            plugins.fault(name, hook, f"its panel {panel.template} cannot be shown: {blame(error)}")
    return shown


def _body(panel: Panel) -> Any:
    context = dict(panel.context)
    current_app.update_template_context(context)
    return current_app.jinja_env.get_template(panel.template).make_module(context)
