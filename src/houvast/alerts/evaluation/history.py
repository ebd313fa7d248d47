"""Replaying the rules over a school's own past: on days two weeks apart, with what was known by then, nothing written.

Some things are kept as they are now only, and their past cannot be replayed: whether an agreement was still open on a
day, and how many hours of placement were done. Rules about these have no history here, and the card says so. What
people told is remembered: it counts on the day they did, and is judged from the first day anybody told such a thing.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, Q

from houvast.alerts.evaluation.figures import Share
from houvast.alerts.evaluation.scorecard import Card, Handling, Tally, card_of
from houvast.alerts.measuring.chosen import Chosen, Key, day_of, rows, stretch
from houvast.alerts.measuring.far import CHUNK, Progress, silent_progress
from houvast.alerts.measuring.population import School, Student, school_on, students_of
from houvast.alerts.measuring.seeing import BY_A_PERSON, see
from houvast.alerts.models import Alert, RuleSetting
from houvast.alerts.queries.rules import rules_of
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import Measure, Outcome, State, Tone
from houvast.people.models import Person
from houvast.privacy.scope import organisation_scope

APART = timedelta(days=14)
WITHOUT_PAST = frozenset({Measure.AGREEMENTS_OVERDUE, Measure.PLACEMENT_BEHIND})
HELPED = (Outcome.BETTER, Outcome.HELP_RUNS)
ADULT_DAYS = 18 * 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The days to look on, each with the school as it was, and the first day on which each rule may be judged."""

    schools: tuple[School, ...]
    last: date
    judged_from: Mapping[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was known of a student on one day: the value per rule (None: no data), and of which rules it was MET."""

    on: date
    values: Mapping[str, int | None]
    spoke: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """A student over the whole past: the looks in order, the day of leaving early, and groups for the report."""

    looks: tuple[Look, ...]
    left_on: date | None
    groups: Mapping[str, str]


def past_of(organisation_id: uuid.UUID, first: date, last: date, rules: Mapping[str, Rule]) -> Past:
    """The past between two days, both included."""
    days = [first + number * APART for number in range((last - first) // APART + 1)]
    set_on: dict[str, date] = {}
    for name, day, threshold in RuleSetting.objects.filter(organisation_id=organisation_id).values_list(
        "rule", "set_at", "threshold"
    ):
        if name in rules and threshold == rules[name].threshold:
            set_on[name] = max(set_on.get(name, date.min), day.date())
    judged_from = {name: set_on[name] + timedelta(days=1) if name in set_on else first for name in rules}
    told = [one.id for one in rules.values() if one.measure in BY_A_PERSON]
    judged_from |= {name: max(judged_from[name], begun) for name, begun in _told_since(organisation_id, told)}
    return Past(schools=tuple(school_on(organisation_id, day) for day in days), last=last, judged_from=judged_from)


def _told_since(organisation_id: uuid.UUID, told: Sequence[str]) -> Iterator[tuple[str, date]]:
    """The first day on which anybody told something of each of these rules; of one that was never used the last day
    there is, so that nothing is judged.
    """
    raised = Alert.objects.filter(organisation_id=organisation_id, rule__in=told)
    known = dict(raised.values_list("rule").annotate(Min("raised_on")))
    return ((name, known.get(name, date.max)) for name in told)


def fates(chosen: Chosen, past: Past, rules: Sequence[Rule]) -> Iterator[Fate]:
    """Each of the chosen students who was enrolled on one of the days, with what the rules would have said, and of the
    rules by a person what was told since the look before.
    """
    looks: dict[Key, list[Look]] = {}
    about: dict[Key, Student] = {}
    told = _told(chosen, [rule.id for rule in rules if rule.measure in BY_A_PERSON])
    rules = [rule for rule in rules if rule.measure not in BY_A_PERSON]
    for school in past.schools:
        people, _ = students_of(chosen, school)
        seen, _ = see(rules, chosen, people, school)
        for key, student in people.items():
            about[key] = student
            values = {
                rule.id: None if key in seen[rule.id].unknown else seen[rule.id].values.get(key, 0)
                for rule in rules
                if student.is_meant_by(rule)
            }
            spoke = frozenset(
                rule.id for rule in rules if (value := values.get(rule.id)) is not None and value >= rule.threshold
            )
            spoke |= {rule for rule, day in told.get(key, ()) if school.on - APART < day <= school.on}
            looks.setdefault(key, []).append(Look(on=school.on, values=values, spoke=spoke))
    left, born = _left_early(chosen, past), _born(chosen)
    for key, its in looks.items():
        yield Fate(looks=tuple(its), left_on=left.get(key), groups=_groups(about[key], born.get(key), its[0].on))


def _told(chosen: Chosen, told: Sequence[str]) -> dict[Key, list[tuple[str, date]]]:
    """What people told of these students: of which rule, and on which day."""
    if not told:
        return {}
    found = rows(
        f"""
        SELECT student_id, rule, raised_on FROM alerts_alert
        WHERE {chosen.where("student_id")} AND rule IN ({", ".join(["%s"] * len(told))})
        """,  # noqa: S608 - the condition is ours, what fills it is bound
        [*chosen.given, *told],
    )
    by_student: dict[Key, list[tuple[str, date]]] = {}
    for student, rule, day in found:
        by_student.setdefault(student, []).append((rule, day_of(day)))
    return by_student


def _groups(student: Student, born: date | None, on: date) -> dict[str, str]:
    age = "unknown" if born is None else "adult" if (on - born).days >= ADULT_DAYS else "minor"
    return {"age": age, "level": str(student.level or "unknown"), "pathway": student.pathway or "unknown"}


def _left_early(chosen: Chosen, past: Past) -> dict[Key, date]:
    """The day an enrolment ended before it should have: no later enrolment and no diploma, within the past.

    Where a file gives no expected end, the end of a school year (31 July) or later counts as the proper one.
    """
    found = rows(
        f"""
        SELECT e.student_id, MAX(e.ends_on), MAX(e.expected_end_on) FROM education_enrolment e
        WHERE {chosen.where("e.student_id")}
          AND NOT EXISTS (SELECT 1 FROM education_enrolment o WHERE o.student_id = e.student_id AND o.ends_on IS NULL)
          AND NOT EXISTS (SELECT 1 FROM education_diploma d WHERE d.student_id = e.student_id)
        GROUP BY e.student_id
        """,  # noqa: S608 - the condition is ours, what fills it is bound
        chosen.given,
    )
    left: dict[Key, date] = {}
    for student, ended, expected in found:
        day = day_of(ended)
        early = day < day_of(expected) if expected else (day.month, day.day) != (7, 31)
        if early and past.schools[0].on < day <= past.last:
            left[student] = day
    return left


def _born(chosen: Chosen) -> dict[Key, date]:
    sql = f"SELECT id, birth_date FROM people_person WHERE {chosen.where('id')} AND birth_date IS NOT NULL"  # noqa: S608
    return {student: day_of(day) for student, day in rows(sql, chosen.given)}


def stretches(organisation_id: uuid.UUID, size: int = CHUNK) -> Iterator[Chosen]:
    """All students of a school in stretches of so many."""
    after: uuid.UUID | None = None
    while True:
        with organisation_scope([organisation_id]):
            students = Person.objects.filter(organisation_id=organisation_id, is_student=True)
            later = students.filter(pk__gt=after) if after else students
            ids = list(later.order_by("pk").values_list("pk", flat=True)[:size])
        if ids:
            yield stretch(ids[0], ids[-1])
            after = ids[-1]
        if len(ids) < size:
            return


def scorecards(
    organisation_id: uuid.UUID, first: date, last: date, progress: Progress = silent_progress
) -> tuple[Card, ...]:
    """The card of every rule that gives concern, as the school set it on the last day. Do not call in a transaction."""
    with organisation_scope([organisation_id]):
        rules = {name: rule for name, rule in rules_of(organisation_id, last).items() if rule.tone is Tone.CONCERN}
        past = past_of(organisation_id, first, last, rules)
        total = Person.objects.filter(organisation_id=organisation_id, is_student=True).count()
    judged = [rule for rule in rules.values() if rule.measure not in WITHOUT_PAST]
    tallies = {name: Tally() for name in rules}
    done = 0
    for chosen in stretches(organisation_id):
        with organisation_scope([organisation_id]):
            for fate in fates(chosen, past, judged):
                for rule in judged:
                    _count(tallies[rule.id], rule.id, fate, past.judged_from[rule.id])
        done += CHUNK
        progress(min(done, total), total)
    with organisation_scope([organisation_id]):
        handled = {name: _handling(organisation_id, name, first, last) for name in rules}
    return tuple(
        card_of(
            name,
            tallies[name],
            first=past.judged_from[name] if past.judged_from[name] < last else None,
            last=last,
            has_history=rule in judged,
            handling=handled[name],
        )
        for name, rule in rules.items()
    )


def _count(tally: Tally, name: str, fate: Fate, judged_from: date) -> None:
    """A student counts from the first look on which the rule may be judged."""
    looks = [look for look in fate.looks if look.on >= judged_from]
    if not looks or (fate.left_on is not None and fate.left_on <= looks[0].on):
        return
    spoke_on = next((look.on for look in looks if name in look.spoke), None)
    tally.add(fate.groups, spoke_on=spoke_on, left_on=fate.left_on)


def _handling(organisation_id: uuid.UUID, name: str, first: date, last: date) -> Handling:
    """Of the alerts raised in these days: those whose term has passed, and those that were closed."""
    raised = Alert.objects.filter(organisation_id=organisation_id, rule=name, raised_on__range=(first, last))
    asked = raised.filter(Q(answered_on__isnull=False) | Q(answer_by__lt=last), answer_by__isnull=False)
    in_time = 0
    for answered_on, answer_by in asked.values_list("answered_on", "answer_by").iterator():
        in_time += answered_on is not None and answer_by is not None and answered_on <= answer_by
    closed = raised.filter(state=State.CLOSED)
    return Handling(
        answered=Share(hits=in_time, of=asked.count()),
        helped=Share(hits=closed.filter(outcome__in=HELPED).count(), of=closed.count()),
    )
