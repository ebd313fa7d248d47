"""What lists of students here have alike: the columns of a name, and the mark from which the next page goes on."""

import uuid
from typing import Any

from django.http import Http404

NAME = ("given_name", "name_prefix", "family_name", "number")
"""The columns of a person that `full_name` takes, in its order."""
STUDENT_NAME = tuple(f"student__{one}" for one in NAME)


def mark_of(sort_name: str, key: uuid.UUID) -> str:
    """Where a page ended: the name it is sorted by, and the student."""
    return f"{sort_name}/{key}"


def beyond(mark: str) -> dict[str, Any]:
    """The values of the holes `after_name` and `after` for a mark; empty on the first page. Http404 for no mark."""
    if "/" not in mark:
        return {}
    name, _, key = mark.rpartition("/")
    try:
        return {"after_name": name, "after": uuid.UUID(key)}
    except ValueError:
        raise Http404 from None
