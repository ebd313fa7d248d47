"""What a procedure is told about the student: facts, guardians, working days, and the law to ask. Never a guess."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from houvast import lawbook
from houvast.attendance.actions.reporting import LOOKED_BACK, REPORTED
from houvast.attendance.calendar import calendar_of
from houvast.attendance.duties import About, duties
from houvast.attendance.models import AbsenceReport
from houvast.attendance.queries.absences import counting
from houvast.attendance.year import Missed
from houvast.cases.models import Case, CaseFact
from houvast.core.calendar import Region, WorkingDays
from houvast.core.forms.text import Text
from houvast.core.law.errors import QuestionError
from houvast.core.procedure.needs import pack_facts
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.world import Answer, Guardian, World
from houvast.education.models import Diploma, Enrolment
from houvast.guidance.queries import talk_facts
from houvast.handover.queries import handover_fact
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import running_on


def _qualifications(student: Person, _on: date) -> object:
    """The certificates that are known; none known is none, since a duty then goes on holding."""
    return tuple(Diploma.objects.filter(student=student).order_by("kind").values_list("kind", flat=True))


def _talks_with_agreements(student: Person, on: date) -> object:
    return sum(bool(talk.agreements) for talk in talk_facts(student) if talk.held_on <= on)


def _enrolment(student: Person) -> Enrolment | None:
    return Enrolment.objects.filter(student=student).select_related("programme").order_by("-starts_on", "pk").first()


def _started_on(student: Person, _on: date) -> object:
    enrolment = _enrolment(student)
    return enrolment.starts_on if enrolment else None


def _programme_years(student: Person, _on: date) -> object:
    enrolment = _enrolment(student)
    return enrolment.programme.years if enrolment else None


def _level(student: Person, _on: date) -> object:
    enrolment = _enrolment(student)
    return enrolment.programme.level if enrolment else None


def _absence_must_be_reported(student: Person, on: date) -> object:
    """What the law says of the absence that is kept here; None when none is, so that somebody is asked.

    Absence that was reported in the weeks before counts as to be reported: this procedure follows the report.
    """
    since = on - LOOKED_BACK
    columns = ("day", "minutes", "kind", "starts_at", "lesson")
    absent = counting().filter(student=student, day__range=(since, on)).values_list(*columns)
    rows = [Missed(**dict(zip(columns, values, strict=True))) for values in absent]
    if not rows or student.birth_date is None:
        return None
    if AbsenceReport.objects.filter(student=student, counted_to__gte=since, state__in=REPORTED).exists():
        return True
    about = About(
        birth_date=student.birth_date,
        qualifications=tuple(Diploma.objects.filter(student=student).values_list("kind", flat=True)),
        region=student.organisation.school_region,
        level=None,
        finance=False,
    )
    return bool(duties(rows, about, on))


SOMETIMES: Mapping[str, Callable[[Person, date], object]] = {"absence_must_be_reported": _absence_must_be_reported}
"""Facts that the house knows of some students only: of the others a person tells them to the case."""

FACTS: dict[str, Callable[[Person, date], object]] = {
    "birth_date": lambda student, _on: student.birth_date,
    "qualifications": _qualifications,
    "talks_with_agreements": _talks_with_agreements,
    "enrolled_on": _started_on,
    "programme_started_on": _started_on,
    "programme_years": _programme_years,
    "programme_level": _level,
    "handover_accepted": lambda student, on: handover_fact(student, on=on).accepted_on is not None,
    "handover_done": lambda student, on: handover_fact(student, on=on).done_on is not None,
}
"""The facts that a pack may ask of the world, by name; another name is not known, and then the procedure asks a
person. A floor above adds its own at start-up with `register_fact`.
"""


def register_fact(name: str, gather: Callable[[Person, date], object]) -> None:
    """Let the house know a fact of a student on a day by itself; a name is given once."""
    assert FACTS.setdefault(name, gather) is gather, f"Somebody else knows {name} already."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unanswered:
    """A rule that could not be asked: nothing in its outcome, so whatever rests on it is refused, and why."""

    because: tuple["_Why", ...]
    outcome: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Why:
    text: Text
    source: str = ""


def ask(rule: str, facts: Mapping[str, object], *, on: date) -> Answer:
    """The law, asked for a procedure: a question that cannot be answered gives an empty outcome with the reason."""
    try:
        return lawbook.ask(rule, facts, on=on)
    except QuestionError as error:
        return _Unanswered(because=(_Why(text=Text(nl=error.text.nl, en=error.text.en)),), outcome={})


class SchoolDays:
    """Dutch working days and the weeks of a school: a week off in its region, or of its own choice, is not counted.

    The school is looked up when a term first counts in teaching weeks. Without a student: the region in the middle.
    """

    def __init__(self, student: Person | None = None) -> None:
        self._days = WorkingDays()
        self._student = student

    @cached_property
    def _school(self) -> tuple[str, str | None]:
        """Its holiday region, and the code under which it may have set its own holidays."""
        if self._student is None:
            return Region.MIDDEN.value, None
        organisation = self._student.organisation
        return organisation.school_region, organisation.code.lower() or None

    def add_working_days(self, day: date, count: int, /) -> date:
        return self._days.after(day, count)

    def add_teaching_weeks(self, day: date, count: int, /) -> date:
        region, institution = self._school
        return calendar_of(region, day, institution).weeks_after(day, count)

    def next_working_day(self, day: date, /) -> date:
        return self._days.not_before(day)


def world_of(student: Person, pack: Pack, on: date, case: Case | None = None) -> World:
    """Everything outside the log that a decision in this procedure may rest on, read now; only what the pack asks
    for.
    """
    asked = pack_facts(pack)
    facts = typed_facts(case) if case is not None else {}
    facts |= {name: gather(student, on) for name, gather in FACTS.items() if name in asked}
    for name in SOMETIMES.keys() & asked.keys():
        value = SOMETIMES[name](student, on)
        facts |= {name: value} if value is not None else {}
    return World(facts=facts, guardians=guardians_of(student, on), calendar=SchoolDays(student), ask=ask)


def typed_facts(case: Case) -> dict[str, object]:
    """What people told this case about the student, by the name of the world."""
    return {fact.name: json.loads(fact.value or "null") for fact in CaseFact.objects.filter(case=case)}


def whole_world_of(student: Person, on: date) -> World:
    """The same with every fact that is known how to find: for several procedures at once."""
    facts = {name: gather(student, on) for name, gather in FACTS.items()}
    return World(facts=facts, guardians=guardians_of(student, on), calendar=SchoolDays(student), ask=ask)


def guardians_of(student: Person, on: date) -> tuple[Guardian, ...]:
    """The guardians on this day, each with or without authority, in a fixed order."""
    held = PersonalRelation.objects.filter(running_on(on), student=student, kind=PersonalRelation.Kind.GUARDIAN)
    rows = held.order_by("starts_on", "pk").values_list("holder_id", "has_authority")
    return tuple(Guardian(key=str(holder), authority=authority) for holder, authority in rows)
