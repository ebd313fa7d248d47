"""How a person is put in order and called."""

from django.db.models import Q

from houvast.people.models import Person

LONGEST = 300


def sort_name_of(person: Person) -> str:
    """Family name, given name, number; small letters; the prefix does not count, as in a Dutch register."""
    parts = (person.family_name, person.given_name, person.number)
    return " ".join(part for part in parts if part).lower()[:LONGEST]


def called(typed: str) -> Q:
    """The condition on Person that every word of what was typed is in the name or number; nothing typed fits all."""
    words = Q()
    for word in typed.lower().split():
        words &= Q(sort_name__contains=word)
    return words
