"""What a caller raises when it cannot take the answers: they come back to whoever gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class RefusedAnswers(Exception):
    """Raised inside the transaction of a submission: nothing is stored, and the form comes back with all that was typed.

    `errors`: field id (or the path of a part, `jobs.0.employer`; "" for the form as a whole) -> reasons in the reader's language.
    """

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        self.errors = {path: list(messages) for path, messages in errors.items()}
        super().__init__("; ".join(f"{path}: {' '.join(map(str, messages))}" for path, messages in self.errors.items()))
