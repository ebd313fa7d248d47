"""What happens when somebody else was first."""

from typing import Any

from django.db.models import F, QuerySet


class ChangedMeanwhile(Exception):
    """The row was changed since this person read it; nothing was written."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} was changed by somebody else since you opened it. Read it again before you go on.")
        self.what = what


def write_over(rows: QuerySet[Any], seen: int, what: str, **values: object) -> None:
    """Change the one row in `rows` while it is still as this person read it, at revision `seen`.

    Raises ChangedMeanwhile, with `what` as it is called, when somebody else was first.
    """
    if not rows.filter(revision=seen).update(**values, revision=F("revision") + 1):
        raise ChangedMeanwhile(what)
