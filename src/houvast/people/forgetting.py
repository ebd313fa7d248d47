"""Removing erased persons from what no field of a model names: sessions, and notes of the administration."""

from collections.abc import Collection, Iterator
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Q

from houvast.people.models import Account, AdministrativeAct


def names_of(persons: Collection[Any]) -> Iterator[str]:
    """How the ids of these persons are written in text: with dashes and without."""
    for one in persons:
        yield str(one)
        yield one.hex


def naming(field: str, persons: Collection[Any]) -> Q:
    """The condition that a text names one of these persons by id."""
    found = Q(pk__in=())
    for name in names_of(persons):
        found |= Q(**{f"{field}__contains": name})
    return found


def forget_sessions(persons: Collection[Any]) -> int:
    """End every session of their accounts."""
    accounts = {str(pk) for pk in Account.objects.filter(person__in=persons).values_list("pk", flat=True)}
    if not accounts:
        return 0
    theirs = [one.pk for one in Session.objects.iterator() if one.get_decoded().get("_auth_user_id") in accounts]
    return Session.objects.filter(pk__in=theirs).delete()[0]


def forget_named_in_notes(persons: Collection[Any]) -> int:
    """An act that names them in its note keeps who did what and when; the note goes."""
    return AdministrativeAct.objects.filter(naming("note", persons)).update(note="")
