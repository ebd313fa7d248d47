"""One student on one screen: what the viewer may see, part by part, in a bounded number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import DateField, QuerySet, UUIDField
from django.utils.translation import gettext

from houvast.alerts.queries.place import asked_to_stand, standing_of
from houvast.alerts.queries.shown import name_of, why_of
from houvast.attendance import queries as attendance
from houvast.attendance.models import AbsenceTotal
from houvast.attendance.queries import TotalRow, totals_of
from houvast.careteam.agenda import Reason, reason_from
from houvast.careteam.models import Decision, Item, Referral, Round, Seat, SeenByHelper, Wish
from houvast.careteam.queries.meetings import decided_of
from houvast.careteam.queries.rows import asked_of_item, is_there, seat_rows
from houvast.core.access.words import Data
from houvast.education.models import Enrolment
from houvast.guidance import queries as guidance
from houvast.guidance.queries import AgreementRow, TalkRow, all_agreements_of, talks_of
from houvast.people.models import Person
from houvast.people.prepared import MakesHole, Prepared, PreparedRecord, Question
from houvast.people.viewer import Viewer, running_on
from houvast.plan.models import PlanTask
from houvast.privacy import door

TALKS, EARLIER = 3, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Everything side by side; a part the viewer may not see is empty and not in `sees`."""

    sees: frozenset[Data]
    reasons: tuple[Reason, ...]
    programme: str
    alerts: tuple[tuple[str, str], ...]
    good_news: tuple[str, ...]
    talks: tuple[TalkRow, ...]
    agreements: tuple[AgreementRow, ...]
    absence: tuple[TotalRow, ...]
    referrals: tuple[Referral, ...]
    rounds: tuple[Round, ...]
    wishes: tuple[Wish, ...]
    seats: tuple[Seat, ...]
    decisions: tuple[tuple[Decision, PlanTask | None], ...]
    earlier: tuple[Item, ...]
    seen_by: tuple[str, ...]


def screen(viewer: Viewer, item: Item) -> Screen:
    """At most thirteen queries, whatever there is about the student."""
    student = item.student
    sees = frozenset(data for data in Data if door.may(viewer, student, data))
    concerns, good = standing_of(student, viewer.day) if Data.ALERTS in sees else ([], [])
    agreements = all_agreements_of(student) if Data.TALKS in sees else ()
    return Screen(
        sees=sees,
        reasons=tuple(reason_from(one) for one in item.reasons),
        programme=programme_of(student, viewer) if Data.ENROLMENT in sees else "",
        alerts=tuple((name_of(one), why_of(one)) for one in concerns),
        good_news=tuple(name_of(one) for one in good),
        talks=talks_of(student)[:TALKS] if Data.TALKS in sees else (),
        agreements=tuple(one for one in agreements if not one.answered_on),
        absence=this_year(totals_of(student, viewer)),
        referrals=referrals_of(student) if Data.REFERRAL in sees and is_there(item, "referrals") else (),
        rounds=rounds_of(student) if Data.TEACHERS_ROUND in sees and is_there(item, "rounds") else (),
        wishes=tuple(_WISHES.all(item=item.pk)) if is_there(item, "wishes") else (),
        seats=tuple(seat_rows(item)) if is_there(item, "seats") else (),
        decisions=decided_of(item) if is_there(item, "decisions") else (),
        earlier=earlier_of(student, item),
        seen_by=seen_by_of(student) if Data.SEEN_BY_HELPER in sees and is_there(item, "seen_by") else (),
    )


def questions(viewer: Viewer, item: Item) -> Iterator[Question]:
    """What `screen` asks of this student and of the meeting."""
    student = item.student
    sees = partial(door.may, viewer, student)
    yield from (*guidance.questions(student, viewer), *attendance.questions(student, viewer))
    yield from asked_of_item(viewer, item)
    if is_there(item, "wishes"):
        yield _WISHES.question(item=item.pk)
    yield _EARLIER.question(student=student.pk)
    if sees(Data.ALERTS):
        yield asked_to_stand(student, viewer.day)
    if sees(Data.ENROLMENT):
        yield _PROGRAMME.question(student=student.pk, day=viewer.day)
    parts = (
        (Data.REFERRAL, "referrals", _REFERRALS),
        (Data.TEACHERS_ROUND, "rounds", _ROUNDS),
        (Data.SEEN_BY_HELPER, "seen_by", _SEEN_BY),
    )
    yield from (one.question(student=student.pk) for data, what, one in parts if is_there(item, what) and sees(data))


def programme_of(student: Person, viewer: Viewer) -> str:
    """What the student follows now, by name and level."""
    for name, number, pathway in _PROGRAMME.rows(student=student.pk, day=viewer.day):
        level = gettext("level %(level)s") % {"level": number} if number else ""
        return ", ".join(part for part in (name, level, pathway) if part)
    return ""


def this_year(totals: tuple[TotalRow, ...]) -> tuple[TotalRow, ...]:
    """The figures of the latest school year only."""
    latest = totals[0].school_year if totals else ""
    return tuple(one for one in totals if one.school_year == latest)


def hours_missed(student: Person) -> tuple[tuple[str, str], ...]:
    """Kind of absence and hours of the latest school year, for a partner who may see just that. Asks no policy."""
    rows = list(AbsenceTotal.objects.filter(student=student).order_by("-school_year", "kind", "source"))
    return tuple((one.kind, f"{one.hours.normalize():f}") for one in rows if one.school_year == rows[0].school_year)


def referrals_of(student: Person) -> tuple[Referral, ...]:
    """The referrals of a student, latest first."""
    return tuple(_REFERRALS.all(student=student.pk))


def rounds_of(student: Person) -> tuple[Round, ...]:
    """The rounds about a student, latest first."""
    return tuple(_ROUNDS.all(student=student.pk))


def seen_by_of(student: Person) -> tuple[str, ...]:
    """Which teams the student says have been seen, and nothing more (S-132)."""
    return tuple(name for (name,) in _SEEN_BY.rows(student=student.pk))


def earlier_of(student: Person, item: Item | None = None) -> tuple[Item, ...]:
    """What earlier meetings said of this student, latest first."""
    found = [one for one in _EARLIER.all(student=student.pk) if item is None or one.pk != item.pk]
    return tuple(found[:EARLIER])


def _programme(hole: MakesHole) -> QuerySet[Enrolment, Any]:
    running = Enrolment.objects.filter(running_on(hole("day", DateField())), student=hole("student", UUIDField()))
    return running.order_by("-starts_on", "pk").values_list("programme__name", "programme__level", "pathway")[:1]


def _seen_by(hole: MakesHole) -> QuerySet[SeenByHelper, Any]:
    return SeenByHelper.objects.filter(student=hole("student", UUIDField())).order_by("by_whom").values_list("by_whom")


def _wishes(wishes: QuerySet[Wish], hole: MakesHole) -> QuerySet[Wish]:
    return wishes.filter(item=hole("item", UUIDField())).order_by("asked_on", "id")


def _referrals(referrals: QuerySet[Referral], hole: MakesHole) -> QuerySet[Referral]:
    return referrals.filter(student=hole("student", UUIDField())).order_by("-asked_at", "-id")[:EARLIER]


def _rounds(rounds: QuerySet[Round], hole: MakesHole) -> QuerySet[Round]:
    return rounds.filter(student=hole("student", UUIDField())).order_by("-asked_at", "-id")[:EARLIER]


def _earlier(items: QuerySet[Item], hole: MakesHole) -> QuerySet[Item]:
    over = items.filter(
        student=hole("student", UUIDField()), discussed_at__isnull=False, meeting__ended_at__isnull=False
    )
    return over.order_by("-meeting__planned_on", "-id")[: EARLIER + 1]


_PROGRAMME = Prepared(_programme)
_SEEN_BY = Prepared(_seen_by)
_WISHES = PreparedRecord(Wish, _wishes, related=("asked_by",))
_REFERRALS = PreparedRecord(Referral, _referrals, related=("asked_by",))
_ROUNDS = PreparedRecord(Round, _rounds, related=("asked_by",))
_EARLIER = PreparedRecord(Item, _earlier, related=("meeting",))
