"""`foerderkette user …`: make accounts where nobody can sign in yet."""

import click
from sqlalchemy import or_, select
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
@click.option("--name", prompt=True, help="The name that others see.")
@click.option("--role", type=click.Choice(list(ROLES)), default="case_worker", show_default=True)
@click.option("--unit", "unit_name", prompt="Unit (name or id)", help="Where the role holds, and in all units below.")
@click.option("--kind", type=click.Choice(KINDS), help="Make the unit, as a root of this kind, if there is none of the name.")
@click.option("--programme", help="Only for this programme.")
@click.option("--language", default="de", show_default=True)
@click.password_option(help="Asked for when not given; an argument can be read by others on this machine.")
def create(
    email: str, name: str, role: str, unit_name: str, kind: str | None, programme: str | None, language: str, password: str
) -> None:
    """Make an account for EMAIL and give it a role; a second call for the same EMAIL gives one more role."""
    try:
        with transaction() as session:
            unit = _unit(session, unit_name, kind)
            account = find_user(session, email)
            if account is None:
                account = create_user(session, email, name, password, now=now(), unit=unit, language=language)
            grant(session, account, role, unit, programme=programme, now=now())
    except (BadAccount, BadPassword, BadUnit) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{email} is {role} at {unit.name}.")


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
    """Make a token with which a program may do what EMAIL may; it is shown this once."""
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


def _unit(session: Session, wanted: str, kind: str | None) -> Unit:
    found = list(session.scalars(select(Unit).where(or_(Unit.id == wanted, Unit.name == wanted)).limit(2)))
    if len(found) == 1:
        return found[0]
    if found:
        raise click.ClickException(f"There are several units '{wanted}'; name one by its id.")
    if kind is None:
        raise click.ClickException(f"There is no unit '{wanted}'; give --kind (town, district, …) to make it.")
    return add_unit(session, wanted, kind, None, now())
