"""Reading that needs an explanation: very many dossiers, somebody of one's own family name, students who left.

Only pages about one student count: a list shows many and says little. What is found goes to the privacy officer, says
how many and never whom, and is no judgement: a good reason is found more often than not.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from houvast.people.clock import AMSTERDAM, day_of
from houvast.people.models import Person, PersonalRelation, RoleAssignment, UnitMembership
from houvast.people.viewer import DESK_ROLES, running_on
from houvast.privacy.actions.rights import tell_officers
from houvast.privacy.models import ReadLog, UnusualReading

MANY = 30
"""Fewer dossiers on a day are never reported."""
TIMES_USUAL = 3
LOOKS_BACK = timedelta(days=28)
EX_STUDENTS = 3
"""Fewer students who left are never reported: somebody calls, somebody asks for a paper."""
KNOWS_EX_STUDENTS = frozenset(
    {RoleAssignment.Role.STUDENT_ADMINISTRATION, RoleAssignment.Role.PRIVACY_OFFICER, *DESK_ROLES}
)
Sign = UnusualReading.Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one reader's day shows: how many students with this sign, and how many dossiers are usual."""

    reader: uuid.UUID
    sign: str
    number: int
    usual: int = 0


def watch(organisation: uuid.UUID, day: date, *, at: datetime) -> int:
    """Report the reading of one day, once; returns how much was new."""
    new = 0
    for found in unusual(organisation, day):
        _, made = UnusualReading.objects.get_or_create(
            reader_id=found.reader,
            day=day,
            sign=found.sign,
            defaults={
                "organisation_id": organisation,
                "number": found.number,
                "usual": found.usual,
                "found_at": at,
            },
        )
        new += made
    if new:
        tell_officers(organisation, key=f"reading/{day}", link="/privacy-officer/", at=at)
    return new


def unusual(organisation: uuid.UUID, day: date) -> Iterator[Found]:
    """What is unusual in the reading of one day by staff."""
    opened = _opened(organisation, day)
    staff = RoleAssignment.objects.filter(running_on(day), person__in=opened).values_list("person_id", "role")
    roles: dict[uuid.UUID, set[str]] = defaultdict(set)
    for person, role in staff:
        roles[person].add(role)
    opened = {reader: students for reader, students in opened.items() if reader in roles}
    for reader, students in opened.items():
        if len(students) > MANY:
            usual = _usual(organisation, reader, day)
            if len(students) > TIMES_USUAL * usual:
                yield Found(reader=reader, sign=Sign.MANY, number=len(students), usual=usual)
    yield from _own_family(opened, day)
    yield from _ex_students(opened, roles, day)


def _opened(organisation: uuid.UUID, day: date, reader: uuid.UUID | None = None) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Whose dossier each reader opened on this day."""
    begin = datetime.combine(day, time(), AMSTERDAM)
    rows = ReadLog.objects.filter(organisation_id=organisation, at__gte=begin, at__lt=begin + timedelta(days=1))
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for who, students in (rows.filter(reader=reader) if reader else rows).values_list("reader_id", "students"):
        if len(students) == 1 and uuid.UUID(students[0]) != who:
            found[who].add(uuid.UUID(students[0]))
    return found


def _usual(organisation: uuid.UUID, reader: uuid.UUID, day: date) -> int:
    """The middle of the days on which this reader opened something, in the four weeks before."""
    begin = datetime.combine(day - LOOKS_BACK, time(), AMSTERDAM)
    rows = ReadLog.objects.filter(
        organisation_id=organisation, reader=reader, at__gte=begin, at__lt=datetime.combine(day, time(), AMSTERDAM)
    )
    days: dict[date, set[str]] = defaultdict(set)
    for at, students in rows.values_list("at", "students"):
        if len(students) == 1:
            days[day_of(at)].update(students)
    return int(median(len(one) for one in days.values())) if days else 0


def _own_family(opened: Mapping[uuid.UUID, set[uuid.UUID]], day: date) -> Iterator[Found]:
    names = dict(
        Person.objects.filter(pk__in={*opened, *(one for students in opened.values() for one in students)})
        .exclude(family_name="")
        .values_list("pk", "family_name")
    )
    parents = set(
        PersonalRelation.objects.filter(
            running_on(day), holder__in=opened, kind=PersonalRelation.Kind.GUARDIAN
        ).values_list("holder_id", "student_id")
    )
    for reader, students in opened.items():
        own = names.get(reader, "").casefold()
        alike = [one for one in students if own and names.get(one, "").casefold() == own]
        alike = [one for one in alike if (reader, one) not in parents]
        if alike:
            yield Found(reader=reader, sign=Sign.OWN_FAMILY_NAME, number=len(alike))


def _ex_students(
    opened: Mapping[uuid.UUID, set[uuid.UUID]], roles: Mapping[uuid.UUID, set[str]], day: date
) -> Iterator[Found]:
    asked = {reader: students for reader, students in opened.items() if not roles[reader] & KNOWS_EX_STUDENTS}
    everybody = {one for students in asked.values() for one in students}
    memberships = UnitMembership.objects.filter(student__in=everybody)
    here = set(memberships.filter(running_on(day)).values_list("student_id", flat=True))
    gone = set(memberships.filter(ends_on__lt=day).values_list("student_id", flat=True)) - here
    for reader, students in asked.items():
        left = students & gone
        if len(left) >= EX_STUDENTS:
            yield Found(reader=reader, sign=Sign.EX_STUDENTS, number=len(left))
