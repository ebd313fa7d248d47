"""Why each student of a unit might be talked about: one query a kind of reason, however many students there are."""

import uuid
from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Count, F, Min, Q, QuerySet

from houvast.alerts.models import Alert
from houvast.careteam.agenda import Reason, Why
from houvast.careteam.models import Item, Meeting, Wish
from houvast.core.access.words import Action, Data
from houvast.core.alerts.words import State, Tone
from houvast.guidance.models import NEVER, Agreement, Contact
from houvast.guidance.queries import not_seen_after
from houvast.people.models import Person, UnitMembership
from houvast.people.viewer import Viewer, running_on
from houvast.plan.models import PlanTask
from houvast.privacy import door

Found = dict[uuid.UUID, list[Reason]]


def students_of(meeting: Meeting, chair: Viewer) -> QuerySet[Person]:
    """The students of the unit and of everything under it whom the chair may put on an agenda."""
    members = UnitMembership.objects.filter(
        running_on(chair.day), organisation_id=meeting.organisation_id, unit__path__startswith=meeting.unit.path
    )
    return door.students(chair, Data.CARE_TEAM, Action.MANAGE).filter(pk__in=members.values("student"))


def reasons_for(meeting: Meeting, chair: Viewer, *, weeks: int) -> Found:
    """Every student of the unit with at least one reason; for a review meeting everybody. Seven queries."""
    students, day = students_of(meeting, chair), chair.day
    found: Found = defaultdict(list)
    _asked(found, students)
    _tasks(found, students, day)
    _alerts(found, students, day)
    _agreements(found, students, day)
    _unseen(found, students, day - timedelta(weeks=weeks))
    if meeting.kind == Meeting.Kind.REVIEW:
        for student in students.values_list("pk", flat=True):
            found[student].append(Reason(why=Why.EVERYBODY))
    return dict(found)


def _asked(found: Found, students: QuerySet[Person]) -> None:
    wishes = Wish.objects.filter(student__in=students, answered_on__isnull=True)
    rows = wishes.values("student").annotate(
        own=Count("pk", filter=Q(asked_by=F("student"))),
        others=Count("pk", filter=~Q(asked_by=F("student"))),
        first=Min("asked_on"),
    )
    for row in rows.order_by():
        for why, count in ((Why.STUDENT_ASKS, row["own"]), (Why.COLLEAGUE_ASKS, row["others"])):
            if count:
                found[row["student"]].append(Reason(why=why, count=count, since=row["first"]))


def _tasks(found: Found, students: QuerySet[Person], day: date) -> None:
    late = PlanTask.objects.filter(student__in=students, status=PlanTask.Status.OPEN, due_on__lt=day)
    rows = late.values("student").annotate(n=Count("pk"), first=Min("due_on"))
    for row in rows.order_by():
        found[row["student"]].append(Reason(why=Why.TASK_OVERDUE, count=row["n"], since=row["first"]))


def _alerts(found: Found, students: QuerySet[Person], day: date) -> None:
    open_ = Alert.objects.filter(student__in=students, tone=Tone.CONCERN).exclude(state=State.CLOSED)
    late = Q(state=State.OWNED, answer_by__lt=day)
    rows = open_.values("student").annotate(n=Count("pk"), late=Count("pk", filter=late), first=Min("raised_on"))
    for row in rows.order_by():
        why = Why.ALERT_LATE if row["late"] else Why.ALERT
        found[row["student"]].append(Reason(why=why, count=row["n"], since=row["first"]))


def _agreements(found: Found, students: QuerySet[Person], day: date) -> None:
    late = Agreement.objects.filter(student__in=students, status=Agreement.Status.OPEN, due_on__lt=day)
    rows = late.values("student").annotate(n=Count("pk"), first=Min("due_on"))
    for row in rows.order_by():
        found[row["student"]].append(Reason(why=Why.AGREEMENT_OVERDUE, count=row["n"], since=row["first"]))


def _unseen(found: Found, students: QuerySet[Person], before: date) -> None:
    rows = Contact.objects.filter(not_seen_after(before, "student__contact"), student__in=students)
    for student, talk, meeting in rows.values_list("student", "latest_talk_on", "latest_meeting_on"):
        days = [day for day in (talk, meeting) if day and day != NEVER]
        found[student].append(Reason(why=Why.UNSEEN, since=max(days, default=None)))


def items_on(meeting: Meeting) -> QuerySet[Item]:
    """What stands on the agenda, heaviest first."""
    return Item.objects.filter(meeting=meeting, off_on__isnull=True).order_by("-weight", "id")
