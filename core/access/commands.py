"""`foerderkette user …`: make accounts where nobody can sign in yet."""

from difflib import get_close_matches

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.accounts import BadAccount, create_user, find_user, grant, set_password
from core.access.models import User
from core.access.passwords import BadPassword
from core.access.tokens import make_token, revoke_tokens
from core.actor import ROLES
from core.clock import now
from core.database import transaction
from core.organisations.models import KINDS, Unit
from core.organisations.tree import BadUnit, add_unit


@click.group("user")
def user() -> None:
    """Accounts and their roles."""


@user.command("create")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice(list(ROLES)), default="system_admin", show_default=True)
@click.option("--unit", "unit_name", help="Name or id of the unit; made if there is no unit at all. Default: the root.")
@click.option("--kind", type=click.Choice(KINDS), help="Make the unit, as a root of this kind, if there is none of the name.")
@click.option("--programme", help="Only for this programme.")
@click.option("--language", default="de", show_default=True)
@click.password_option(help="Asked for when not given; others on this machine could read it in the list of processes.")
def create(
    email: str,
    name: str,
    role: str,
    unit_name: str | None,
    kind: str | None,
    programme: str | None,
    language: str,
    password: str,
) -> None:
    """Make a user with a role at a unit.

    EMAIL is what the user signs in with, NAME is shown. The first one is the system admin.
    """
    try:
        with transaction() as session:
            unit = _unit(session, unit_name, kind)
            made = create_user(session, email, name, password, now=now(), unit=unit, language=language)
            grant(session, made, role, unit, programme=programme, now=now())
            click.echo(f"{made.email} is {role} at {unit.name}.")
    except (BadAccount, BadPassword, BadUnit) as error:
        raise click.ClickException(str(error)) from None


@user.command("password")
@click.argument("email")
@click.password_option()
def password(email: str, password: str) -> None:
    """Set the password of EMAIL; all its sessions end."""
    try:
        with transaction() as session:
            account = find_user(session, email)
            if account is None:
                raise click.ClickException(f"There is no account for {email}.")
            set_password(session, account, password, now=now())
    except BadPassword as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"The password of {email} is set.")


@user.command("token")
@click.argument("email")
@click.option("--name", required=True, help="Which program it is for.")
@click.option("--days", default=90, show_default=True, help="How long it holds.")
def token(email: str, name: str, days: int) -> None:
    """Make a token for programs that act as EMAIL.

    A program may do with it what EMAIL may; it is shown this once.
    """
    with transaction() as session:
        try:
            written = make_token(session, _account(session, email), name[:100], now=now(), days=days)
        except ValueError as error:
            raise click.ClickException(str(error)) from None
    click.echo(written)


@user.command("revoke-tokens")
@click.argument("email")
def revoke(email: str) -> None:
    """End all tokens of EMAIL at once."""
    with transaction() as session:
        number = revoke_tokens(session, _account(session, email), now=now())
    click.echo(f"{number} tokens of {email} ended.")


def _account(session: Session, email: str) -> User:
    account = find_user(session, email)
    if account is None:
        raise click.ClickException(f"There is no account for {email}.")
    return account


def _unit(session: Session, wanted: str | None, kind: str | None) -> Unit:
    """The unit that is meant: the first root without a word, and a new one where there is none at all."""
    units = session.scalars(select(Unit).order_by(Unit.path)).all()
    found = [unit for unit in units if (wanted in (unit.id, unit.name) if wanted else unit.parent_id is None)]
    if len(found) > 1 and wanted:
        raise click.ClickException(f"There are several units '{wanted}'; name one by its id.")
    if found:
        return found[0]
    if not units or kind:
        return add_unit(session, wanted or "Förderkette", kind or "association", None, now())
    near = get_close_matches(str(wanted), [unit.name for unit in units], 1)
    hint = f"Did you mean '{near[0]}'?" if near else "Give --kind (town, district, …) to make it."
    raise click.ClickException(f"There is no unit '{wanted}'. {hint}")
