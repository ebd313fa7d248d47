"""The last day of a term: counted from what starts it, in calendar, working or teaching time, or by a legal rule."""

import calendar as months
from collections.abc import Iterator
from datetime import date, timedelta

from houvast.core.procedure.asking import rule_facts
from houvast.core.procedure.evaluate import evaluate
from houvast.core.procedure.pack import Length, Pack, Term
from houvast.core.procedure.state import Instance, State
from houvast.core.procedure.world import World


def started(pack: Pack, before: State, after: State, on: date) -> Iterator[tuple[str, date]]:
    """The terms that start between two states, each with the day it counts from.

    A term that counts from the day of a meeting or a record starts on the day it was held, not the day it was written.
    """
    old = {act: len(found) for act, found in before.instances.items()}
    held = [instance for found in after.instances.values() for instance in found[old.get(found[0].act, 0) :]]
    was_complete = {(i.act, i.number) for found in before.instances.values() for i in found if i.complete_on}
    completed = [
        instance
        for found in after.instances.values()
        for instance in found
        if instance.complete_on is not None and (instance.act, instance.number) not in was_complete
    ]
    entered = {entry.step: entry.on for entry in after.entries[len(before.entries) :]}
    for term_id, term in pack.terms.items():
        day = _starts_on(term, held, completed, entered)
        if day is not None and evaluate(term.when, pack, after, on) is not False:
            yield term_id, day


def _starts_on(term: Term, held: list[Instance], completed: list[Instance], entered: dict[str, date]) -> date | None:
    start = term.from_
    if start.step is not None:
        return entered.get(start.step)
    if start.held is not None:
        return next((instance.on for instance in held if instance.act == start.held), None)
    if start.done is not None:
        return next((instance.complete_on for instance in completed if instance.act == start.done), None)
    act, name = (start.field or ".").split(".")
    value = next((instance.data.get(name) for instance in held if instance.act == act), None)
    return date.fromisoformat(value) if isinstance(value, str) else None


def last_day(term: Term, start: date, pack: Pack, state: State, world: World) -> date:
    """The last day that counts. A start on day d and one week end on the same weekday: the day after d is day 1."""
    due = _add(term.length, start, pack, state, world)
    return world.calendar.next_working_day(due) if term.moves_to_working_day else due


def _add(length: Length, start: date, pack: Pack, state: State, world: World) -> date:
    if length.weeks is not None:
        return start + timedelta(weeks=length.weeks)
    if length.months is not None:
        return add_months(start, length.months)
    if length.working_days is not None:
        return world.calendar.add_working_days(start, length.working_days)
    if length.teaching_weeks is not None:
        return world.calendar.add_teaching_weeks(start, length.teaching_weeks)
    if length.rule is not None and world.ask is not None:
        facts, _unknown = rule_facts(length.facts, pack, state, world, start)
        answer = world.ask(length.rule, facts, on=start).outcome.get(length.outcome or "")
        return answer if isinstance(answer, date) else date.fromisoformat(str(answer))
    return start + timedelta(days=length.days or 0)


def add_months(day: date, count: int) -> date:
    """The same day of the month so many months later, or the last day of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))
