"""What the feed of changes keeps of somebody who was erased: only that this number is no more."""

from collections.abc import Collection
from typing import Any

from houvast.api.models import Change

STUDENTS = "students"


def forget_changes_of(persons: Collection[Any]) -> int:
    """Take away what happened around these persons; that they were removed stays, so that connected systems follow."""
    about = Change.objects.filter(student__in=list(persons))
    return about.exclude(resource=STUDENTS, kind=Change.Kind.REMOVED).delete()[0]
