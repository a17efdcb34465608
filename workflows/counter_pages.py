"""The pages of counters: what a programme's budgets have left, the entries behind a sum, and its correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from core import catalogue, clock
from core.actor import Actor, NotFound, current_actor, fetch
from core.clock import today
from core.database import db, transaction
from core.definitions import Counter, Programme
from core.web.gate import policy
from core.web.page import page
from forms.kinds.clean import storable
from workflows import counters
from workflows.amounts import amount_text, money_text, read_amount
from workflows.counter_sums import Part, account, entries, sums
from workflows.models import Case
from workflows.offering_lists import sees
from workflows.offering_models import Tally
from workflows.who import who

blueprint = Blueprint("counters", __name__, template_folder="templates")


@blueprint.get("/budgets")
@policy("see_case")
def budgets() -> ResponseReturnValue:
    """The programmes that count something; the only one at once."""
    shown = counting(current_actor())
    if len(shown) == 1:
        return redirect(url_for("counters.budget", programme_id=shown[0].id))
    return page("workflows/offerings/budgets.html", programmes=shown)


@blueprint.get("/programmes/<programme_id>/budget")
@policy("see_case")
def budget(programme_id: str) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    programme = _programme(actor, programme_id)
    accounts = [account(session, actor, programme, counter) for counter in programme.counters]
    people = who(session, actor, {part.key for each in accounts for part in each.people if part.key})
    return page(
        "workflows/offerings/budget.html",
        programme=programme,
        accounts=accounts,
        people=people,
        bars=bars,
        month=lambda day: format_date(day, "MMMM yyyy"),
        **_words(),
    )


@blueprint.get("/programmes/<programme_id>/counters/<counter_id>")
@policy("see_case")
def of_counter(programme_id: str, counter_id: str) -> ResponseReturnValue:
    """The entries behind a sum; with ?case= those of one case."""
    actor, session = current_actor(), db.session()
    programme = _programme(actor, programme_id)
    case_id = request.args.get("case", "")
    case = fetch(session, actor, Case, case_id, "see_case") if case_id else None
    programme = catalogue.definition(case.revision) if case else programme
    counter = next((each for each in programme.counters if each.id == counter_id), None)
    if counter is None:
        raise NotFound("There is no such record.")
    found = entries(session, actor, programme_id, counter_id, case_id=case_id, after=request.args.get("after", ""))
    here: dict[str, Any] = {"programme_id": programme_id, "counter_id": counter_id, "case": case_id or None}
    return page(
        "workflows/offerings/entries.html",
        programme=programme,
        counter=counter,
        case=case,
        rows=found.rows,
        people=who(session, actor, {row.person_id for row in found.rows if row.person_id}),
        may_correct=lambda row: actor.may("do_task", row),
        first=url_for("counters.of_counter", **here) if request.args.get("after") else None,
        following=url_for("counters.of_counter", **here, after=found.after) if found.after else None,
        **_words(),
    )


@blueprint.route("/tallies/<id>/correct", methods=["GET", "POST"])
@policy("do_task")
def correct(id: str) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    entry = fetch(session, actor, Tally, id, "do_task")
    entry = session.get_one(Tally, entry.corrects_id) if entry.corrects_id else entry
    counter = counters.counter_of(entry)
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        try:
            _corrected(actor, entry, counter)
            flash(_("The sum is corrected."), "success")
            here: dict[str, Any] = {"programme_id": entry.programme, "counter_id": entry.counter, "case": entry.case_id}
            return redirect(url_for("counters.of_counter", **here), 303)
        except counters.CannotCorrect as wrong:
            errors = wrong.errors
    stands = counters.stands_at(db.session(), entry)
    person = who(db.session(), actor, [entry.person_id])[entry.person_id] if entry.person_id else None
    context = {"entry": entry, "counter": counter, "stands": stands, "person": person, "errors": errors, **_words()}
    return page("workflows/offerings/correct.html", status=422 if errors else 200, **context)


def case_sums(actor: Actor, case: Case) -> Mapping[str, Any]:
    """For the panel of a case's page (workflows/offerings/sums.html); the caller has fetched the case within the scope."""
    programme = catalogue.definition(case.revision)
    found = sums(db.session(), programme, case, today(clock.now()))
    return {"case": case, "programme": programme, "sums": found, **_words()}


def counting(actor: Actor) -> list[Programme]:
    """The programmes on offer that count something and that the actor sees cases of."""
    return [each for each in catalogue.offered() if each.counters and sees(actor, each.id)]


def bars(parts: Sequence[Part], counter: Counter, names: Sequence[str]) -> list[dict[str, Any]]:
    """What a chart of horizontal bars draws: text, amount in words, width in hundredths of the longest."""
    values = [part.cost if counter.budget is not None else part.amount for part in parts]
    longest = max([abs(value) for value in values], default=0) or 1
    said = money_text if counter.budget is not None else lambda value: amount_text(counter.unit, value)
    shown = zip(names, values, strict=True)
    return [{"text": name, "said": said(value), "width": round(100 * max(value, 0) / longest, 2)} for name, value in shown]


def _corrected(actor: Actor, entry: Tally, counter: Counter) -> None:
    amount = read_amount(counter.unit, request.form.get("amount", ""))
    reason = request.form.get("reason", "").strip()
    if not storable(reason):
        text = _("The text holds characters that cannot be stored. Delete them, or type the text anew.")
        raise counters.CannotCorrect({"reason": [text]})
    if amount is None:
        raise counters.CannotCorrect({"amount": [_amount_wanted(counter)]})
    with transaction() as session:
        counters.correct(session, actor, entry.id, amount, reason, clock.now())


def _amount_wanted(counter: Counter) -> str:
    texts = {
        "minutes": _("Write by how much the sum changes in minutes or hours, for example 30, -1:30 or 2 h."),
        "units": _("Write by how many the sum changes, for example 2 or -2."),
        "cents": _("Write by how many euros the sum changes, for example 12,50 or -12,50."),
    }
    return texts[counter.unit]


def _programme(actor: Actor, id: str) -> Programme:
    """A programme that counts and that the actor sees cases of. Raises NotFound."""
    try:
        programme = catalogue.definition(catalogue.current(id).digest)
    except catalogue.UnknownProgramme:
        raise NotFound("There is no such record.") from None
    if not programme.counters or not sees(actor, id):
        raise NotFound("There is no such record.")
    return programme


def _words() -> dict[str, Any]:
    pers = {"week": _("this week"), "year": _("this year"), "total": _("in all")}
    return {"amount": amount_text, "money": money_text, "pers": pers}
