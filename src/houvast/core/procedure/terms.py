"""The last day of a term: counted from what starts it, in calendar, working or teaching time, or by a legal rule."""

import calendar as months
from collections.abc import Iterator
from datetime import date, timedelta

from houvast.core.procedure.asking import rule_facts
from houvast.core.procedure.evaluate import evaluate
from houvast.core.procedure.pack import Length, Pack, Term
from houvast.core.procedure.state import Instance, LookUps
from houvast.core.procedure.world import World


def started(pack: Pack, before: LookUps, after: LookUps, on: date) -> Iterator[tuple[str, date]]:
    """The terms that start between two states, each with the day it counts from.

    A term that counts from the day of a meeting or a record starts on the day it was held, not the day it was written.
    """
    begun = {**_of_instances(pack, before, after), **_of_entries(pack, before, after)}
    for term_id, day in begun.items():
        if evaluate(pack.terms[term_id].when, pack, after, on) is not False:
            yield term_id, day


def _of_entries(pack: Pack, before: LookUps, after: LookUps) -> dict[str, date]:
    return {
        term_id: entry.on
        for entry in after.entries[len(before.entries) :]
        for term_id in pack.terms_from.get(("step", entry.step), ())
    }


def _of_instances(pack: Pack, before: LookUps, after: LookUps) -> dict[str, date]:
    begun: dict[str, date] = {}
    for act_id in pack.acts_that_start:
        found, old = after.instances.get(act_id, ()), before.instances.get(act_id, ())
        if found is old:
            continue
        for place, instance in enumerate(found):
            was = old[place] if place < len(old) else None
            if was is None:
                begun.update(dict.fromkeys(pack.terms_from.get(("held", act_id), ()), instance.on))
                begun.update(_of_fields(pack, instance))
            if instance.complete_on is not None and (was is None or was.complete_on is None):
                begun.update(dict.fromkeys(pack.terms_from.get(("done", act_id), ()), instance.complete_on))
    return begun


def _of_fields(pack: Pack, instance: Instance) -> Iterator[tuple[str, date]]:
    for term_id in pack.terms_from.get(("field", instance.act), ()):
        name = (pack.terms[term_id].from_.field or ".").split(".")[1]
        value = instance.data.get(name)
        if isinstance(value, str):
            yield term_id, date.fromisoformat(value)


def last_day(term: Term, start: date, pack: Pack, state: LookUps, world: World) -> date:
    """The last day that counts. A start on day d and one week end on the same weekday: the day after d is day 1."""
    due = _add(term.length, start, pack, state, world)
    return world.calendar.next_working_day(due) if term.moves_to_working_day else due


def _add(length: Length, start: date, pack: Pack, state: LookUps, world: World) -> date:
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
