"""Removing erased persons from the requests in the log of reads, where their ids stand in a list."""

from collections.abc import Collection
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from houvast.people.forgetting import naming
from houvast.privacy.models import ReadLog


def forget_in_reads(persons: Collection[Any]) -> int:
    """A request that showed them goes on saying who read, when and of how many others; one that showed nobody else
    goes. Needs the rights of the owner: the log is append-only to the application.
    """
    gone = {one.hex for one in persons}
    named = ReadLog.objects.annotate(said=Cast("students", TextField())).filter(naming("said", persons))
    touched = 0
    for row in named.iterator():
        row.students = [one for one in row.students if one.replace("-", "") not in gone]
        if row.students:
            row.save(update_fields=["students"])
        else:
            row.delete()
        touched += 1
    return touched
