"""Until a student is 16, who has authority exercises the rights to the data too; on that birthday it ends by itself.

Sixteen is what schools go by for the rights to data; law.md of the domain notes that the article itself was not read.
A guardian's authority is judged by `privacy.relations`: of a minor it opens nothing without it, and an unknown date of
birth gives no access at all.
"""

from datetime import date

from houvast.core.access.words import Relation
from houvast.people.models import Person

RIGHTS_MOVE_AT = 16


def own_rights_from(birth_date: date) -> date:
    """The day on which the rights are the student's alone; born on 29 February: 1 March of a year without one."""
    try:
        return birth_date.replace(year=birth_date.year + RIGHTS_MOVE_AT)
    except ValueError:
        return date(birth_date.year + RIGHTS_MOVE_AT, 3, 1)


def represented_until(student: Person, day: date) -> date | None:
    """From which day this student alone exercises the rights; None when that is so already, or the age is unknown."""
    if student.birth_date is None:
        return None
    turns = own_rights_from(student.birth_date)
    return turns if day < turns else None


def with_representation(student: Person, relations: frozenset[Relation], day: date) -> frozenset[Relation]:
    """These relations, with that of a legal representative for a guardian of a student under 16."""
    if Relation.GUARDIAN not in relations or represented_until(student, day) is None:
        return relations
    return relations | {Relation.LEGAL_REPRESENTATIVE}
