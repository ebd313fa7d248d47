"""A coach's alerts: what is new and by when, what runs, what waits in which order, good news, what is unknown."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, UUIDField

from houvast.alerts.models import Alert, NoData
from houvast.alerts.queries.ranking import as_waiting
from houvast.alerts.queries.rules import capacities_of
from houvast.alerts.queries.shown import why_of
from houvast.alerts.words import SOURCES, WHYS
from houvast.core.access.words import Data, Purpose
from houvast.core.alerts.life import has_climbed
from houvast.core.alerts.ranking import Rank, divide, rank
from houvast.core.alerts.words import Source, State, Tone
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.privacy.lists import AboutStudents

GOOD_NEWS_DAYS = 14
MOST = 50
COACHING = (PersonalRelation.Kind.COACH, PersonalRelation.Kind.COACH_COVER)
_NAME = ("student__given_name", "student__name_prefix", "student__family_name", "student__number")
_ONLY = (
    "id", "student", "rule", "tone", "state", "value", "threshold", "signals", "raised_on", "raised_by", "faded_on",
    "owner", "offered_on", "answer_by", "answered_on", "contested_on", "student__id", *_NAME,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A student with what is raised about that student: reasons, the first last day, and why it comes here."""

    student: Person
    reasons: tuple[str, ...]
    due: date | None = None
    is_late: bool = False
    contested: bool = False
    position: int = 0
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What a coach sees. `fits` still come this week, at the next measuring that raises something or in the night;
    `tied` are equals of which `room_in_tie` fit this week: the coach chooses.
    """

    new: tuple[Place, ...]
    running: tuple[Place, ...]
    fits: tuple[Place, ...]
    tied: tuple[Place, ...]
    room_in_tie: int
    waiting: tuple[Place, ...]
    waiting_more: int
    good: tuple[Place, ...]
    unknown: tuple[tuple[str, int], ...]
    per_week: int
    this_week: int


def coached_by(viewer: Viewer) -> QuerySet[PersonalRelation, PersonalRelation]:
    """The running relations in which this person is the coach, or covers for the coach."""
    return PersonalRelation.objects.filter(running_on(viewer.day), holder=viewer.person, kind__in=COACHING)


def my_open(viewer: Viewer) -> QuerySet[Alert, Alert]:
    """Open concerns that this person holds, and those of the students coached that nobody holds yet.

    Who covers for a coach has those that this coach holds too, as long as it lasts.
    """
    mine = Q(owner=viewer.person) | Q(owner__isnull=True, student__in=coached_by(viewer).values("student_id"))
    if covers(viewer):
        covered = coached_by(viewer).filter(kind=PersonalRelation.Kind.COACH_COVER)
        coach = PersonalRelation.objects.filter(
            running_on(viewer.day),
            kind=PersonalRelation.Kind.COACH,
            student=OuterRef("student"),
            holder=OuterRef("owner"),
        )
        mine |= Q(Exists(coach), student__in=covered.values("student_id"))
    allowed = door.students(viewer, Data.ALERTS).values("pk")
    found = Alert.objects.filter(mine, student__in=allowed, tone=Tone.CONCERN).exclude(state=State.CLOSED)
    return found.select_related("student").only(*_ONLY).order_by("answer_by", "raised_on", "id")


def asking(viewer: Viewer) -> list[Alert]:
    """Those of `my_open` that somebody holds and that ask an answer, at most MOST: how a morning begins."""
    if covers(viewer):
        return list(my_open(viewer).filter(owner__isnull=False, state=State.OWNED)[:MOST])
    return _ASKING.all(viewer)


def covers(viewer: Viewer) -> bool:
    """Whether this person covers for a coach, and so answers what somebody else holds."""
    return PersonalRelation.Kind.COACH_COVER in viewer.relation_kinds


def asks_answer_of(person: Any) -> Q:
    """Concerns that this person holds and did not answer; also with a place of a prepared query."""
    return Q(owner=person, state=State.OWNED, tone=Tone.CONCERN)


_ASKING = AboutStudents(
    Alert,
    lambda alerts, hole: alerts.filter(asks_answer_of(hole("viewer", UUIDField()))).order_by(
        "answer_by", "raised_on", "id"
    )[:MOST],
    data=Data.ALERTS,
    without=frozenset({"evidence", "word_back"}),
)


def board(viewer: Viewer) -> Board:
    """Everything for one morning; a constant number of queries, whatever the number of students."""
    alerts = list(my_open(viewer))
    held = [one for one in alerts if one.owner_id is not None]
    waiting = [one for one in alerts if one.owner_id is None]
    with_new = {one.student_id for one in held if one.state == State.OWNED}
    capacities = capacities_of(viewer.organisation_id, viewer.day)
    per_week = capacities.get(viewer.person.pk, capacities[None])
    this_week = _offered_this_week(viewer)
    ranks = rank(as_waiting(waiting))
    parted = divide(ranks, max(0, per_week - this_week))
    ranked = _ranked(waiting, ranks, viewer.day)
    rest = tuple(ranked[pk] for pk in parted.waits)
    good = _good_news(viewer)
    made = Board(
        new=places_of([one for one in alerts if one.student_id in with_new], viewer.day),
        running=places_of([one for one in held if one.student_id not in with_new], viewer.day),
        fits=tuple(ranked[pk] for pk in parted.fits),
        tied=tuple(ranked[pk] for pk in parted.tied),
        room_in_tie=parted.room_in_tie,
        waiting=rest[:MOST],
        waiting_more=max(0, len(rest) - MOST),
        good=good,
        unknown=_unknown(viewer),
        per_week=per_week,
        this_week=this_week,
    )
    shown = (*made.new, *made.running, *made.fits, *made.tied, *made.waiting, *made.good)
    door.note_shown({one.student.pk for one in shown}, Purpose.GUIDANCE)
    return made


def _offered_this_week(viewer: Viewer) -> int:
    monday = viewer.day - timedelta(days=viewer.day.weekday())
    mine = Alert.objects.filter(owner=viewer.person, tone=Tone.CONCERN, offered_on__gte=monday)
    return mine.values("student_id").distinct().count()


def _by_student(alerts: Iterable[Alert]) -> dict[uuid.UUID, list[Alert]]:
    found: dict[uuid.UUID, list[Alert]] = defaultdict(list)
    for one in alerts:
        found[one.student_id].append(one)
    return found


def place_of(alerts: list[Alert], day: date) -> Place:
    """One student with these alerts, all of that student."""
    dues = [one.answer_by for one in alerts if one.answer_by is not None and one.state == State.OWNED]
    return Place(
        student=alerts[0].student,
        reasons=tuple(dict.fromkeys(why_of(one) for one in alerts)),
        due=min(dues, default=None),
        is_late=any(has_climbed(State(one.state), one.answer_by, day) for one in alerts),
        contested=any(one.contested_on is not None for one in alerts),
    )


def places_of(alerts: Iterable[Alert], day: date) -> tuple[Place, ...]:
    """One place for each student, the first last day on top."""
    made = (place_of(its, day) for its in _by_student(alerts).values())
    return tuple(sorted(made, key=lambda one: (one.due is None, one.due or day)))


def _ranked(alerts: list[Alert], ranks: Iterable[Rank], day: date) -> dict[uuid.UUID, Place]:
    by_student = _by_student(alerts)
    return {
        student: Place(
            student=by_student[student][0].student,
            reasons=place_of(by_student[student], day).reasons,
            position=one.position,
            order=tuple(str(WHYS[why]) for why in one.why),
        )
        for one in ranks
        for student in one.places
    }


def _good_news(viewer: Viewer) -> tuple[Place, ...]:
    """What went well these two weeks, of the students coached; ended only when it was kudos or was seen."""
    since = viewer.day - timedelta(days=GOOD_NEWS_DAYS)
    allowed = door.students(viewer, Data.ALERTS).values("pk")
    found = Alert.objects.filter(
        student__in=coached_by(viewer).values("student_id"), tone=Tone.POSITIVE, raised_on__gt=since
    ).filter(Q(student__in=allowed))
    fresh = found.exclude(state=State.CLOSED, raised_by__isnull=True).select_related("student").only(*_ONLY)
    places = _by_student(fresh.order_by("-raised_on", "id")[:MOST])
    return tuple(place_of(its, viewer.day) for its in places.values())


def _unknown(viewer: Viewer) -> tuple[tuple[str, int], ...]:
    """Per source, of how many students coached it says nothing."""
    silent = NoData.objects.filter(student__in=coached_by(viewer).values("student_id"))
    counted = silent.values_list("source").annotate(n=Count("id")).order_by("source")
    return tuple((str(SOURCES[Source(source)]), n) for source, n in counted)
