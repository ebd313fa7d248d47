"""How a person is put in order and called."""

from houvast.people.models import Person

LONGEST = 300


def sort_name_of(person: Person) -> str:
    """Family name, given name, number; small letters; the prefix does not count, as in a Dutch register."""
    parts = (person.family_name, person.given_name, person.number)
    return " ".join(part for part in parts if part).lower()[:LONGEST]
