"""Measures of talks and agreements for many students."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from houvast.alerts.measuring.chosen import Chosen, Key, a_day, day_of, rows
from houvast.alerts.measuring.population import School, Student
from houvast.alerts.measuring.progress import Without
from houvast.alerts.measuring.seen import Seeing, Seen
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import Measure

DAY = timedelta(days=1)
JUDGED = {Measure.ATTITUDE_LEVEL: "professional_attitude", Measure.LIFE_AREA_LEVEL: "wellbeing"}
LEVEL = "CASE {column} WHEN 'on_course' THEN '0' WHEN 'attention' THEN '1' ELSE '2' END"
TEN = 10


def ask_contact(rules: Sequence[Rule], chosen: Chosen, school: School) -> Seeing:
    """Asks for what these rules, all about talks and agreements, see. A later day is one of a talk."""
    on = school.on
    judged = [rule for rule in rules if rule.measure in JUDGED]
    without = [rule for rule in rules if rule.measure is Measure.DAYS_WITHOUT_TALK]
    agreed = [rule for rule in rules if rule.measure in {Measure.AGREEMENTS_OVERDUE, Measure.AGREEMENTS_KEPT}]
    talks = _talks(judged, chosen, on)
    meetings = _meetings(chosen) if without else ()
    agreements = _of_agreed(agreed, chosen, on) if agreed else ()

    def look(people: Mapping[Key, Student]) -> tuple[dict[str, Seen], dict[Key, date]]:
        seen = {rule.id: Seen() for rule in rules}
        latest, levels, later = _latest(talks)
        for number, rule in enumerate(judged):
            _level(rule, {key: its[number] for key, its in levels.items() if its[number]}, on, seen[rule.id])
        _count_meetings(latest, later, meetings, on)
        for rule in without:
            _without_talk(rule, latest, people, on, seen[rule.id])
        _agreements(agreed, agreements, seen)
        return seen, later

    return look


def _talks(judged: Sequence[Rule], chosen: Chosen, on: date) -> Iterator[tuple[Any, ...]]:
    """The latest talk; the next day; per judgement the day and level of the latest that judged it, as one text."""
    day = a_day(on)
    columns, given = [], []
    for rule in judged:
        column = JUDGED[rule.measure]
        text = f"CAST(held_on AS varchar(10)) || {LEVEL.format(column=column)}"
        columns.append(f"MAX(CASE WHEN held_on <= %s AND {column} <> 'not_discussed' THEN {text} END)")
        given.append(day)
    return rows(
        f"""
        SELECT {
            ", ".join(
                [
                    "student_id",
                    "MAX(CASE WHEN held_on <= %s THEN held_on END)",
                    "MIN(CASE WHEN held_on > %s THEN held_on END)",
                    *columns,
                ]
            )
        }
        FROM guidance_talk WHERE {chosen.where("student_id")} GROUP BY student_id
        """,  # noqa: S608 - columns and conditions are ours, what fills them is bound
        [day, day, *given, *chosen.given],
    )


def _latest(
    talks: Iterable[tuple[Any, ...]],
) -> tuple[dict[Key, date], dict[Key, list[str | None]], dict[Key, date]]:
    """The latest talk, the judgements and the next day, per student."""
    latest: dict[Key, date] = {}
    levels: dict[Key, list[str | None]] = {}
    later: dict[Key, date] = {}
    for student, held, next_day, *texts in talks:
        if held:
            latest[student] = day_of(held)
        if next_day:
            later[student] = day_of(next_day)
        levels[student] = texts
    return latest, levels, later


def _meetings(chosen: Chosen) -> Iterator[tuple[Any, ...]]:
    """The latest formal meeting in a procedure."""
    return rows(
        f"""
        SELECT student_id, latest_meeting_on FROM guidance_contact
        WHERE {chosen.where("student_id")} AND latest_meeting_on IS NOT NULL
        """,  # noqa: S608 - the condition is ours, what fills it is bound
        chosen.given,
    )


def _count_meetings(
    latest: dict[Key, date], later: dict[Key, date], meetings: Iterable[tuple[Any, ...]], on: date
) -> None:
    """A formal meeting counts as spoken: it takes the place of an earlier talk."""
    for student, met in meetings:
        day = day_of(met)
        if day > on:
            later[student] = min(day, later.get(student, day))
        else:
            latest[student] = max(day, latest.get(student, day))


def _level(rule: Rule, texts: Mapping[Key, str | None], on: date, its: Seen) -> None:
    """How the latest talk that judged it judged it, while it lies in the window; without any there is no data."""
    its.unknown = Without(texts)
    first = rule.window(on)[0]
    for key, text in texts.items():
        assert text is not None
        held, level = day_of(text[:TEN]), int(text[TEN:])
        if held >= first and level:
            its.values[key], its.from_day[key] = level, held
            if level >= rule.threshold:
                its.due[key] = held + (rule.window_days or 1) * DAY


def _without_talk(rule: Rule, latest: Mapping[Key, date], people: Mapping[Key, Student], on: date, its: Seen) -> None:
    unknown: set[Key] = set()
    its.unknown = unknown
    for key, student in people.items():
        since = latest.get(key, student.starts_on)
        if since is None:
            unknown.add(key)
            continue
        its.values[key], its.from_day[key] = (on - since).days, since
        if (on - since).days < rule.threshold:
            its.due[key] = since + rule.threshold * DAY


def _of_agreed(agreed: Sequence[Rule], chosen: Chosen, on: date) -> Iterator[tuple[Any, ...]]:
    """Overdue: one more from the day after its last day. Kept: in the window."""
    day = a_day(on)
    waits = "status = 'open' AND said_done_on IS NULL"
    columns, given = [], []
    for rule in agreed:
        if rule.measure is Measure.AGREEMENTS_OVERDUE:
            inside, over, its = f"{waits} AND due_on < %s", "due_on", [day]
            columns.append(f"MIN(CASE WHEN {waits} AND due_on >= %s THEN due_on END)")
        else:
            inside, over = "status = 'kept' AND answered_on >= %s AND answered_on <= %s", "answered_on"
            its = [a_day(rule.window(on)[0]), day]
            columns.append("MIN(CASE WHEN status = 'kept' AND answered_on > %s THEN answered_on END)")
        columns += [f"SUM(CASE WHEN {inside} THEN 1 ELSE 0 END)", f"MIN(CASE WHEN {inside} THEN {over} END)"]
        given += [day, *its, *its]
    return rows(
        f"""
        SELECT {", ".join(["student_id", *columns])} FROM guidance_agreement
        WHERE {chosen.where("student_id")} GROUP BY student_id
        """,  # noqa: S608 - as above
        [*given, *chosen.given],
    )


def _agreements(agreed: Sequence[Rule], found: Iterable[tuple[Any, ...]], seen: Mapping[str, Seen]) -> None:
    for student, *cells in found:
        for number, rule in enumerate(agreed):
            coming, value, oldest = cells[3 * number : 3 * number + 3]
            its_seen = seen[rule.id]
            overdue = rule.measure is Measure.AGREEMENTS_OVERDUE
            days = [day_of(coming) + (DAY if overdue else 0 * DAY)] if coming else []
            if value:
                its_seen.values[student], its_seen.from_day[student] = value, day_of(oldest)
                if value >= rule.threshold and not overdue:
                    days.append(its_seen.from_day[student] + (rule.window_days or 1) * DAY)
            if days:
                its_seen.due[student] = min(days)
