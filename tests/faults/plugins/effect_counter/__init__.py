"""A plugin whose only effect can be counted: one row for each contact note that was handed in."""

from sqlalchemy import Column, MetaData, String, Table, insert

from core import hookimpl

# no unique key on purpose: a second delivery has to show
seen = Table("test_effect", MetaData(), Column("submission_id", String(36), nullable=False))


@hookimpl
def form_submitted(event, session):
    if event.form == "contact_note":
        session.execute(insert(seen).values(submission_id=event.submission_id))
