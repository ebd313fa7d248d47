"""What a procedure is told about the student: facts, guardians, working days, and the law to ask. Never a guess."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from houvast import lawbook
from houvast.cases.models import Case, CaseFact
from houvast.core.calendar import WorkingDays
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


FACTS: Mapping[str, Callable[[Person, date], object]] = {
    "birth_date": lambda student, _on: student.birth_date,
    "qualifications": _qualifications,
    "talks_with_agreements": _talks_with_agreements,
    "enrolled_on": _started_on,
    "programme_started_on": _started_on,
    "programme_years": _programme_years,
    "programme_level": _level,
    "handover_accepted": lambda student, _on: handover_fact(student).accepted_on is not None,
    "handover_done": lambda student, _on: handover_fact(student).done_on is not None,
}
"""The facts that a pack may ask of the world, by name; another name is not known, and then the procedure asks a
person.
"""


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
    """Dutch working days; a week counts as a teaching week unless it lies wholly in known holidays."""

    def __init__(self) -> None:
        self._days = WorkingDays()

    def add_working_days(self, day: date, count: int, /) -> date:
        return self._days.after(day, count)

    def add_teaching_weeks(self, day: date, count: int, /) -> date:
        return day + timedelta(weeks=count)

    def next_working_day(self, day: date, /) -> date:
        return self._days.not_before(day)


def world_of(student: Person, pack: Pack, on: date, case: Case | None = None) -> World:
    """Everything outside the log that a decision in this procedure may rest on, read now; only what the pack asks
    for.
    """
    asked = pack_facts(pack)
    facts = typed_facts(case) if case is not None else {}
    facts |= {name: gather(student, on) for name, gather in FACTS.items() if name in asked}
    return World(facts=facts, guardians=guardians_of(student, on), calendar=SchoolDays(), ask=ask)


def typed_facts(case: Case) -> dict[str, object]:
    """What people told this case about the student, by the name of the world."""
    return {fact.name: json.loads(fact.value or "null") for fact in CaseFact.objects.filter(case=case)}


def whole_world_of(student: Person, on: date) -> World:
    """The same with every fact that is known how to find: for several procedures at once."""
    facts = {name: gather(student, on) for name, gather in FACTS.items()}
    return World(facts=facts, guardians=guardians_of(student, on), calendar=SchoolDays(), ask=ask)


def guardians_of(student: Person, on: date) -> tuple[Guardian, ...]:
    """The guardians on this day, each with or without authority, in a fixed order."""
    held = PersonalRelation.objects.filter(running_on(on), student=student, kind=PersonalRelation.Kind.GUARDIAN)
    rows = held.order_by("starts_on", "pk").values_list("holder_id", "has_authority")
    return tuple(Guardian(key=str(holder), authority=authority) for holder, authority in rows)
