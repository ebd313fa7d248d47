"""Whom the rules are about on a day: students with a running enrolment, what they follow, and where absence is kept."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial
from typing import Any

from django.db.models import UUIDField

from houvast.alerts.measuring.chosen import Chosen, Key, a_day, day_of, key_of, rows, these, uuid_of
from houvast.alerts.measuring.models import RecordedClass
from houvast.core.alerts.rules import Rule
from houvast.education.models import ProgressNorm
from houvast.people import bulk
from houvast.people.prepared import Prepared

RECORDED_WITHIN = timedelta(days=56)
"""A class of which nobody recorded any absence for eight weeks (longer than a summer): there it is not being recorded.
Our own choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """What the rules need to know of a student's enrolment: of several that run, the one that started last."""

    starts_on: date | None
    programme: Key
    cohort: str
    level: int | None
    pathway: str
    absence_is_recorded: bool

    def is_meant_by(self, rule: Rule) -> bool:
        who = rule.for_whom
        return (not who.levels or self.level in who.levels) and (not who.pathways or self.pathway in who.pathways)


Norms = Mapping[tuple[Key, str, str], tuple[tuple[int, Decimal], ...]]
"""Weeks and amounts, early first, by programme, cohort and measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """What is the same for all students of one school on one day; read once, and norms only when they are looked at.
    `known` is `recorded` as the latest measuring saw it. By news neither is read: what was known is asked with the
    student.
    """

    organisation_id: uuid.UUID
    on: date
    recorded: frozenset[Key]
    known: frozenset[Key]
    norms: Callable[[], Norms]
    by_news: bool = False

    def norm_steps(self, student: Student, measure: str) -> tuple[tuple[int, Decimal], ...]:
        """Weeks and amounts of the student's programme, early first: those of the cohort, else those of all cohorts."""
        norms = self.norms()
        own = norms.get((student.programme, student.cohort, measure), ())
        return own or norms.get((student.programme, "", measure), ())


def school_on(organisation_id: uuid.UUID, on: date) -> School:
    """The school as it is on this day."""
    recorded = recorded_classes(organisation_id, on)
    known = _known_classes(organisation_id)
    norms = cache(partial(_norms, organisation_id))
    return School(organisation_id=organisation_id, on=on, recorded=recorded, known=known, norms=norms)


def school_by_news(organisation_id: uuid.UUID, on: date) -> School:
    """The same without asking anything yet: where absence begins to be recorded is seen with the students of whom
    something is new, and that it ceased to be is seen when everybody is measured.
    """
    nothing: frozenset[Key] = frozenset()
    norms = cache(partial(_norms, organisation_id))
    return School(organisation_id=organisation_id, on=on, recorded=nothing, known=nothing, norms=norms, by_news=True)


def recorded_classes(organisation_id: uuid.UUID, on: date) -> frozenset[Key]:
    """The classes and teams of which any absence lies in the latest eight weeks. One look-up per unit."""
    found = rows(
        """
        SELECT u.id FROM people_unit u
        WHERE u.organisation_id = %s AND u.kind IN ('class', 'team') AND EXISTS (
            SELECT 1 FROM people_unitmembership m JOIN attendance_absence a ON a.student_id = m.student_id
            WHERE m.unit_id = u.id AND (m.ends_on IS NULL OR m.ends_on >= %s) AND m.starts_on <= %s
              AND a.day > %s AND a.day <= %s AND a.withdrawn_on IS NULL)
        """,
        [key_of(organisation_id), a_day(on), a_day(on), a_day(on - RECORDED_WITHIN), a_day(on)],
    )
    return frozenset(row[0] for row in found)


def _known_classes(organisation_id: uuid.UUID) -> frozenset[Key]:
    found = rows("SELECT unit_id FROM alerts_recordedclass WHERE organisation_id = %s", [key_of(organisation_id)])
    return frozenset(row[0] for row in found)


NORMS = Prepared(
    lambda hole: (
        ProgressNorm.objects.filter(organisation_id=hole("organisation", UUIDField()))
        .order_by("weeks")
        .values_list("programme_id", "cohort", "measure", "weeks", "amount")
    )
)


def _norms(organisation_id: uuid.UUID) -> Norms:
    steps: dict[tuple[Key, str, str], list[tuple[int, Decimal]]] = {}
    for programme, cohort, measure, weeks, amount in NORMS.rows(organisation=organisation_id):
        steps.setdefault((key_of(programme), cohort, measure), []).append((weeks, amount))
    return {name: tuple(its) for name, its in steps.items()}


def students_of(chosen: Chosen, school: School) -> tuple[dict[Key, Student], dict[Key, date]]:
    """Those of the chosen who are students of this school with an enrolment that runs on the day, by key; and of those
    with an enrolment that begins later, the first such day.
    """
    found = ask_for_students(chosen, school)()
    return found.people, found.coming


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """What `students_of` gives. By news also the classes and teams where absence was not being recorded and one of the
    chosen has some now.
    """

    people: dict[Key, Student]
    coming: dict[Key, date]
    begun: frozenset[Key]


def ask_for_students(chosen: Chosen, school: School) -> Callable[[], Population]:
    """Asks for `students_of`, to be looked at later."""
    enrolments, members = _enrolments(chosen, school), _members(chosen, school)
    return lambda: _students(enrolments, members, school)


def _enrolments(chosen: Chosen, school: School) -> Iterator[tuple[Any, ...]]:
    """Those that have not ended, the one that started last as the last."""
    return rows(
        f"""
        SELECT e.student_id, e.starts_on, e.programme_id, e.cohort, p.level, e.pathway
        FROM education_enrolment e
        JOIN education_programme p ON p.id = e.programme_id
        JOIN people_person s ON s.id = e.student_id
        WHERE {chosen.where("e.student_id")} AND e.organisation_id = %s AND s.erased_at IS NULL
          AND (e.ends_on IS NULL OR e.ends_on >= %s)
        ORDER BY e.student_id, e.starts_on IS NOT NULL, e.starts_on, e.id
        """,  # noqa: S608 - the condition is ours, what fills it is bound
        [*chosen.given, key_of(school.organisation_id), a_day(school.on)],
    )


def _members(chosen: Chosen, school: School) -> Iterator[tuple[Any, ...]]:
    """The classes and teams they are in, and whether absence is recorded there."""
    on = a_day(school.on)
    known, recorded = "0", ""
    if school.by_news:
        known, recorded = "r.unit_id IS NOT NULL", "LEFT JOIN alerts_recordedclass r ON r.unit_id = m.unit_id"
    return rows(
        f"""
        SELECT m.student_id, m.unit_id, u.kind, {known}
        FROM people_unitmembership m JOIN people_unit u ON u.id = m.unit_id {recorded}
        WHERE {chosen.where("m.student_id")} AND u.kind IN ('class', 'team') AND m.starts_on <= %s
          AND (m.ends_on IS NULL OR m.ends_on >= %s)
        """,  # noqa: S608 - the condition is ours, what fills it is bound
        [*chosen.given, on, on],
    )


def _students(enrolments: Iterable[tuple[Any, ...]], members: Iterable[tuple[Any, ...]], school: School) -> Population:
    enrolled: dict[Key, tuple[Any, ...]] = {}
    coming: dict[Key, date] = {}
    for student, starts_on, *others in enrolments:
        starts = None if starts_on is None else day_of(starts_on)
        if starts is not None and starts > school.on:
            coming.setdefault(student, starts)
        else:
            enrolled[student] = (starts, *others)
    recording, begun = _recording(members, enrolled.keys(), school)
    people = {
        student: Student(
            starts_on=starts_on,
            programme=programme,
            cohort=cohort,
            level=level,
            pathway=pathway,
            absence_is_recorded=student in recording,
        )
        for student, (starts_on, programme, cohort, level, pathway) in enrolled.items()
    }
    return Population(people=people, coming=coming, begun=begun)


def _recording(
    members: Iterable[tuple[Any, ...]], enrolled: AbstractSet[Key], school: School
) -> tuple[set[Key], frozenset[Key]]:
    """The students of whom absence is recorded: in a class where it is; without a class, in a team where it is; without
    either, who has absence of the latest eight weeks. And by news the classes and teams where that begins with them.
    """
    places: dict[str, dict[Key, bool]] = {"class": {}, "team": {}}
    silent: list[tuple[Key, Key, str]] = []
    for student, unit, kind, known in members:
        recorded = bool(known) or unit in school.recorded
        places[kind][student] = places[kind].get(student, False) or recorded
        if school.by_news and not recorded:
            silent.append((student, unit, kind))
    unplaced = enrolled - places["class"].keys() - places["team"].keys()
    absent = _with_own_absence(unplaced | {student for student, _, _ in silent}, school.on)
    begun = frozenset(unit for student, unit, _ in silent if student in absent)
    for student, unit, kind in silent:
        places[kind][student] |= unit in begun
    in_team = {student for student, recorded in places["team"].items() if recorded and student not in places["class"]}
    in_class = {student for student, recorded in places["class"].items() if recorded}
    return in_class | in_team | (unplaced & absent), begun


def _with_own_absence(students: AbstractSet[Key], on: date) -> set[Key]:
    if not students:
        return set()
    chosen = these(students)
    found = rows(
        f"""
        SELECT DISTINCT student_id FROM attendance_absence
        WHERE {chosen.where("student_id")} AND day > %s AND day <= %s AND withdrawn_on IS NULL
        """,  # noqa: S608 - as above
        [*chosen.given, a_day(on - RECORDED_WITHIN), a_day(on)],
    )
    return {row[0] for row in found}


def changed_units(school: School) -> frozenset[uuid.UUID]:
    """The classes and teams where absence began, or ceased, to be recorded since the latest measuring."""
    return frozenset(uuid_of(one) for one in school.known ^ school.recorded)


def remember_recorded(school: School) -> None:
    """Keep in which classes and teams absence is recorded."""
    if gone := school.known - school.recorded:
        RecordedClass.objects.filter(unit_id__in=gone).delete()
    remember_begun(school.recorded - school.known, school.organisation_id)


def remember_begun(units: AbstractSet[Key], organisation_id: uuid.UUID) -> None:
    """Keep that absence is recorded in these classes and teams."""
    bulk.insert(
        RecordedClass,
        ("unit", "organisation"),
        [(one, organisation_id) for one in sorted(map(uuid_of, units))],
        on_conflict="DO NOTHING",
    )
