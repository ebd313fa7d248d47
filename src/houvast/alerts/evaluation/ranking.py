"""Learning a ranking from a school's own past, and saying whether it beats the rules on later days.

Inputs are the values of the rules that give concern, and nothing else: what a rule may look at, the ranking may, and
nothing about who somebody is. It is learned on a look in the first part of the past and tried on a look in the second:
strictly later. It never raises anything; it can only order students of whom rules or people speak, within what a coach
can answer, and only after a person turned it on.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from houvast.alerts.evaluation.figures import SMALLEST_GROUP, Share, Worth, invited_shares, worth_at
from houvast.alerts.evaluation.history import WITHOUT_PAST, Fate, Look, fates, past_of, stretches
from houvast.alerts.evaluation.learned import Because, Column, Model, learn
from houvast.alerts.evaluation.models import LearnedRanking
from houvast.alerts.evaluation.scorecard import as_share
from houvast.alerts.measuring.chosen import these, uuid_of
from houvast.alerts.measuring.far import Progress, silent_progress
from houvast.alerts.measuring.population import school_on, students_of
from houvast.alerts.measuring.seeing import BY_A_PERSON, see
from houvast.alerts.queries.rules import rules_of
from houvast.core.alerts.ranking import Waiting, rank
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import Pace, Tone
from houvast.people.models import Person
from houvast.privacy.scope import organisation_scope

INVITED = 0.20
STEP = 0.25
"""Log odds that make one step in the order: less apart is a tie."""
PACES = (Pace.FIRST, Pace.SOON, Pace.CALM)
Values = Mapping[str, int | None]


class NotBetterThanRules(Exception):
    """It did not beat the rules on later days, so it cannot be turned on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A student on one day: the values then, whether the student left early after it, groups for the report."""

    values: Values
    spoke: frozenset[str]
    left: bool
    groups: Mapping[str, str]


def learn_ranking(
    *, organisation_id: uuid.UUID, first: date, last: date, at: datetime, progress: Progress = silent_progress
) -> LearnedRanking:
    """Learn on the first half of these days, try on the second, keep both with the card. It is off.

    Raises LearningNotInstalled, NothingToLearn. Do not call in a transaction.
    """
    split = first + (last - first) / 2
    with organisation_scope([organisation_id]):
        every = rules_of(organisation_id, last)
        past = past_of(organisation_id, first, last, every)
        total = Person.objects.filter(organisation_id=organisation_id, is_student=True).count()
    rules = {
        name: rule
        for name, rule in every.items()
        if rule.tone is Tone.CONCERN and rule.measure not in BY_A_PERSON | WITHOUT_PAST
    }
    earlier: list[Sample] = []
    later: list[Sample] = []
    middle = first + (split - first) / 2
    for chosen in stretches(organisation_id):
        with organisation_scope([organisation_id]):
            for fate in fates(chosen, past, tuple(rules.values())):
                earlier += _sample(fate, middle, split)
                later += _sample(fate, split, last)
        progress(len(later), total)
    model = learn(sorted(rules), [one.values for one in earlier], [one.left for one in earlier])
    card, beats = card_of(model, rules, earlier, later)
    card |= {"first": str(first), "split": str(split), "last": str(last), "columns": sorted(rules)}
    with organisation_scope([organisation_id]):
        return LearnedRanking.objects.create(
            organisation_id=organisation_id, learned_at=at, model=as_data(model), card=card, beats_rules=beats
        )


def _sample(fate: Fate, begin: date, end: date) -> list[Sample]:
    """The student on the first look from `begin`, if still there; what happened until `end` is the outcome."""
    look: Look | None = next((one for one in fate.looks if begin <= one.on < end), None)
    if look is None or (fate.left_on is not None and fate.left_on <= look.on):
        return []
    left = fate.left_on is not None and fate.left_on <= end
    return [Sample(values=look.values, spoke=look.spoke, left=left, groups=fate.groups)]


def card_of(
    model: Model, rules: Mapping[str, Rule], earlier: Sequence[Sample], later: Sequence[Sample]
) -> tuple[dict[str, Any], bool]:
    """The model card, and whether the ranking beats the rules: when the lower end of its interval lies above what the
    rules find, and above the base rate.
    """
    left = [one.left for one in later]
    scores = [model.score(one.values) for one in later]
    learned = worth_at(scores, left, INVITED)
    by_rules = worth_at(order_by_rules(later, rules), left, INVITED)
    best = max(by_rules.precision.value or 0.0, by_rules.base.value or 0.0)
    enough = sum(left) >= SMALLEST_GROUP and sum(one.left for one in earlier) >= SMALLEST_GROUP
    card: dict[str, Any] = {
        "invited": INVITED,
        "learned_on": {"students": len(earlier), "left": sum(one.left for one in earlier)},
        "tried_on": {"students": len(later), "left": sum(left)},
        "learned": _worth(learned),
        "rules": _worth(by_rules),
        "groups": _groups(scores, later),
        "weights": {column.name: round(column.weight, 3) for column in model.columns},
    }
    return card, enough and learned.precision.low > best


def order_by_rules(samples: Sequence[Sample], rules: Mapping[str, Rule]) -> list[float]:
    """The order that the rules give by themselves, as a score: higher is earlier, equal places are equal."""
    keys = [uuid.UUID(int=number) for number in range(len(samples))]
    spoken = [(key, one) for key, one in zip(keys, samples, strict=True) if one.spoke]
    places = rank(_waiting(key, one, rules) for key, one in spoken)
    scores = {key: float(-place.position) for place in places for key in place.places}
    return [scores.get(key, -float(len(samples)) - 1) for key in keys]


def _waiting(key: uuid.UUID, sample: Sample, rules: Mapping[str, Rule]) -> Waiting:
    its = [rules[name] for name in sample.spoke]
    return Waiting(
        place=key,
        pace=min((rule.pace for rule in its), key=PACES.index),
        concerns=len(its),
        times_over=max((sample.values[rule.id] or 0) // rule.threshold for rule in its),
        raised_on=date.min,
    )


def _worth(worth: Worth) -> dict[str, object]:
    return {
        "precision": as_share(worth.precision),
        "recall": as_share(worth.recall),
        "base": as_share(worth.base),
    }


def _groups(scores: Sequence[float], later: Sequence[Sample]) -> list[dict[str, object]]:
    """Per group how many would come first, and how many of those who left; hidden where too few left."""
    chances = invited_shares(scores, INVITED)
    names = sorted({(name, value) for one in later for name, value in one.groups.items()})
    report: list[dict[str, object]] = []
    for name, value in names:
        its = [(chance, one.left) for chance, one in zip(chances, later, strict=True) if one.groups.get(name) == value]
        left = [chance for chance, gone in its if gone]
        row: dict[str, object] = {"group": name, "value": value, "hidden": len(left) < SMALLEST_GROUP}
        if not row["hidden"]:
            row["invited"] = as_share(Share(hits=sum(chance for chance, _ in its), of=len(its)))
            row["recall"] = as_share(Share(hits=sum(left), of=len(left)))
        report.append(row)
    return report


def as_data(model: Model) -> dict[str, Any]:
    return asdict(model)


def as_model(data: Mapping[str, Any]) -> Model:
    """The model as it was stored."""
    columns = tuple(Column(**column) for column in data["columns"])
    return Model(columns=columns, intercept=data["intercept"], students=data["students"], outcomes=data["outcomes"])


def turn(ranking: LearnedRanking, *, on: bool, by: Person | None, at: datetime) -> None:
    """A person turns the ranking on or off. Raises NotBetterThanRules."""
    if on and not ranking.beats_rules:
        raise NotBetterThanRules
    if on:
        LearnedRanking.objects.filter(organisation_id=ranking.organisation_id, is_on=True).update(is_on=False)
    ranking.is_on, ranking.turned_by, ranking.turned_at = on, by, at
    ranking.save(update_fields=["is_on", "turned_by", "turned_at"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a student stands for the ranking, and the rules whose values put him there, the largest first."""

    score: float
    because: tuple[Because, ...]


def places(organisation_id: uuid.UUID, students: Collection[uuid.UUID], on: date) -> dict[uuid.UUID, Place]:
    """The place of each student by the ranking that is on, with its reasons; empty when none is, as a school begins."""
    ranking = LearnedRanking.objects.filter(organisation_id=organisation_id, is_on=True).first()
    if ranking is None or not students:
        return {}
    model = as_model(ranking.model)
    rules = [rule for name, rule in rules_of(organisation_id, on).items() if name in ranking.card["columns"]]
    chosen, school = these(students), school_on(organisation_id, on)
    people, _ = students_of(chosen, school)
    seen, _ = see(rules, chosen, people, school)
    found: dict[uuid.UUID, Place] = {}
    for key in people:
        its = {r.id: None if key in seen[r.id].unknown else seen[r.id].values.get(key, 0) for r in rules}
        found[uuid_of(key)] = Place(score=model.score(its), because=model.because(its))
    return found


def learned_order(organisation_id: uuid.UUID, students: Collection[uuid.UUID], on: date) -> dict[uuid.UUID, int]:
    """Steps above the lowest of these students, so that nearly equal is equal; empty when no ranking is on."""
    found = places(organisation_id, students, on)
    lowest = min((place.score for place in found.values()), default=0.0)
    return {student: int((place.score - lowest) / STEP) for student, place in found.items()}
