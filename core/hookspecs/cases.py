"""Facts about cases: their steps, tasks, blocks, links and who has them before him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.marker import hookspec

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from core import events


@hookspec
def case_opened(event: events.CaseOpened, session: Session) -> None:
    """A person was taken into a programme.

    Example:

        from core import hookimpl

        @hookimpl
        def case_opened(event, session):
            print("welcome to", event.programme)
    """


@hookspec
def step_done(event: events.StepDone, session: Session) -> None:
    """A step of a case was completed.

    Example:

        from core import hookimpl

        @hookimpl
        def step_done(event, session):
            print("done", event.step)
    """


@hookspec
def task_assigned(event: events.TaskAssigned, session: Session) -> None:
    """An open task was given to somebody, or to nobody.

    Example:

        from core import hookimpl

        @hookimpl
        def task_assigned(event, session):
            print("task", event.subject_id, "is now for", event.user_id or "everybody")
    """


@hookspec
def step_reopened(event: events.StepReopened, session: Session) -> None:
    """A step that was done was opened once more.

    Example:

        from core import hookimpl

        @hookimpl
        def step_reopened(event, session):
            print("again", event.step)
    """


@hookspec
def case_assigned(event: events.CaseAssigned, session: Session) -> None:
    """A case has somebody else responsible for it.

    Example:

        from core import hookimpl

        @hookimpl
        def case_assigned(event, session):
            print("now with", event.user_id)
    """


@hookspec
def case_moved(event: events.CaseMoved, session: Session) -> None:
    """A running case went over to another revision of its programme, or back.

    Example:

        from core import hookimpl

        @hookimpl
        def case_moved(event, session):
            print(event.case_id, "from", event.came_from[:12], "to", event.went_to[:12])
    """


@hookspec
def block_entered(event: events.BlockEntered, session: Session) -> None:
    """A case entered a block of its programme, perhaps from the waiting list.

    Example:

        from core import hookimpl

        @hookimpl
        def block_entered(event, session):
            print("in", event.block)
    """


@hookspec
def block_queued(event: events.BlockQueued, session: Session) -> None:
    """A case stands on the waiting list of a block.

    Example:

        from core import hookimpl

        @hookimpl
        def block_queued(event, session):
            print("waits for", event.block)
    """


@hookspec
def block_left(event: events.BlockLeft, session: Session) -> None:
    """A case is in a block, or on its waiting list, no more.

    Example:

        from core import hookimpl

        @hookimpl
        def block_left(event, session):
            if not event.completed:
                print("gave up", event.block)
    """


@hookspec
def cases_linked(event: events.CasesLinked, session: Session) -> None:
    """Two cases belong together from now on: a mentee's and her mentor's.

    Example:

        from core import hookimpl

        @hookimpl
        def cases_linked(event, session):
            print("accompanied by", event.other_case_id)
    """


@hookspec
def link_ended(event: events.LinkEnded, session: Session) -> None:
    """Two cases do not belong together any more.

    Example:

        from core import hookimpl

        @hookimpl
        def link_ended(event, session):
            print("no longer with", event.other_case_id)
    """


@hookspec
def case_referred(event: events.CaseReferred, session: Session) -> None:
    """A task of a case stands before another unit.

    Example:

        from core import hookimpl

        @hookimpl
        def case_referred(event, session):
            print("referred to", event.unit_path)
    """


@hookspec
def case_closed(event: events.CaseClosed, session: Session) -> None:
    """A case came to its end.

    Example:

        from core import hookimpl

        @hookimpl
        def case_closed(event, session):
            print("closed because of", event.reason)
    """
