"""What the engine is told about the world: facts, guardians, the calendar and a way to ask the law."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol


class Answer(Protocol):
    """What a legal rule says. `because` items carry a text and a source; `receipt` is stored with the decision."""

    @property
    def outcome(self) -> Mapping[str, object]: ...


class Ask(Protocol):
    def __call__(self, rule: str, facts: Mapping[str, object], *, on: date) -> Answer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Where a rule of law says that its answer can change.

    `boundaries`: per fact that is a day, how long after it (a number and its unit: years, months, weeks or days).
    `days`: the days on which a value in the law changes, the oldest first; a new source of the same value is no change.
    """

    boundaries: Mapping[str, tuple[tuple[int, str], ...]]
    days: tuple[date, ...]

    def years_after(self, fact: str) -> tuple[int, ...]:
        """The boundaries in years after the day in this fact."""
        return tuple(count for count, unit in self.boundaries.get(fact, ()) if unit == "years")


Rules = Mapping[str, Published]
"""The rules that the law knows, by name, each with what it publishes."""


class Calendar(Protocol):
    """The days of a school; `PlainCalendar` knows weekends only."""

    def add_working_days(self, day: date, count: int, /) -> date: ...

    def add_teaching_weeks(self, day: date, count: int, /) -> date: ...

    def next_working_day(self, day: date, /) -> date:
        """The day itself when it is a working day, else the first one after it."""
        ...


class PlainCalendar:
    """Monday to Friday are working days and every week is a teaching week: for tests and rehearsals."""

    def add_working_days(self, day: date, count: int, /) -> date:
        for _ in range(count):
            day = self.next_working_day(day + timedelta(days=1))
        return day

    def add_teaching_weeks(self, day: date, count: int, /) -> date:
        return day + timedelta(weeks=count)

    def next_working_day(self, day: date, /) -> date:
        while day.weekday() > 4:  # noqa: PLR2004 - Saturday and Sunday
            day += timedelta(days=1)
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """A guardian of the student. Only one with authority signs."""

    key: str
    authority: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything outside the log that a decision may rest on.

    `facts` are those of the world by name (`birth_date` a date, `qualifications` a tuple, whatever the pack's facts
    name in `world` and `rule.with`); absent or None means not known. Without `ask` every legal rule is refused.
    """

    facts: Mapping[str, object] = field(default_factory=dict)
    guardians: tuple[Guardian, ...] = ()
    calendar: Calendar = field(default_factory=PlainCalendar)
    ask: Ask | None = None

    @property
    def birth_date(self) -> date | None:
        born = self.facts.get("birth_date")
        return born if isinstance(born, date) else None


def is_under(birth_date: date, years: int, on: date) -> bool:
    """True until the day before the birthday; born on 29 February turns a year older on 1 March of a common year."""
    return (on.year - birth_date.year) - ((on.month, on.day) < (birth_date.month, birth_date.day)) < years


def as_rule_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Days as ISO text and lists as lists, as the rules of the law take them."""
    return {
        name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        for name, value in facts.items()
    }


EXAMPLE_DAY = date(2026, 9, 14)
"""An ordinary Monday at school, for proofs, rehearsals and examples."""
