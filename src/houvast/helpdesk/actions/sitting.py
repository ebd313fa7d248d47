"""Who sits on the board in a case, and what the board does beside the acts of the procedure: call for a hearing."""

import uuid
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from houvast.cases.actions.naming import name_members
from houvast.cases.models import Case
from houvast.core.access.words import Action, Data
from houvast.helpdesk.boards import board_of
from houvast.helpdesk.models import Contest
from houvast.helpdesk.queries.board import sits_in
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.models import Person, RoleAssignment
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door

STAYS_AFTER = timedelta(days=60)
"""So long after its end a case stays with the board: for an anonymous publication."""


def seat_board(contest: Contest, *, on: date, at: datetime) -> int:
    """Let everybody who sits on the board today into this case, and nobody who no longer does. How many sit."""
    assert contest.case is not None
    board = board_of(contest.route)
    sitting = RoleAssignment.objects.filter(
        running_on(on), organisation_id=contest.organisation_id, role=board.member
    ).values("person_id")
    members = tuple(Person.objects.filter(pk__in=sitting, erased_at__isnull=True).order_by("sort_name", "pk"))
    fresh = name_members(case=contest.case, role=board.in_case, persons=members, named_by=contest.student, on=on)
    for member in fresh:
        ask_mail(
            recipient=member,
            kind=Kind.TASK,
            key=f"contest/{contest.pk.hex}/{member.pk.hex}",
            link=reverse("helpdesk:board-contest", args=(contest.pk,)),
            at=at,
        )
    return len(members)


def seat_boards(organisation_id: uuid.UUID, *, on: date, at: datetime) -> None:
    """Every night: boards change, and cases that ended long ago leave their hands."""
    handed_in = Contest.objects.filter(organisation_id=organisation_id, case__isnull=False)
    handed_in = handed_in.select_related("case__student", "student")
    for contest in handed_in.filter(case__status=Case.Status.OPEN).order_by("pk"):
        seat_board(contest, on=on, at=at)
    ended = handed_in.filter(case__closed_on__range=(on - 2 * STAYS_AFTER, on - STAYS_AFTER))
    for contest in ended.order_by("pk"):
        assert contest.case is not None
        role = board_of(contest.route).in_case
        name_members(case=contest.case, role=role, persons=(), named_by=contest.student, on=on)


def call_hearing(*, contest: Contest, by: Viewer, on_moment: datetime, place: str, at: datetime, seen: int) -> None:
    """Say when and where the student is heard; the student gets a mail that something is there.

    Raises CannotBeDone for a moment that has passed or a case that ended, ChangedMeanwhile.
    """
    if not sits_in(by, contest) or not door.decision(by, contest.student, Data.CONTEST, Action.DECIDE).allowed:
        raise PermissionDenied
    if contest.case is None or contest.case.status != Case.Status.OPEN:
        raise CannotBeDone(gettext("This case has ended."))
    if on_moment <= at:
        raise CannotBeDone(gettext("Choose a moment that is still to come."), "day")
    with transaction.atomic():
        changed = Contest.objects.filter(pk=contest.pk, revision=seen).update(
            hearing_at=on_moment, hearing_place=place, revision=F("revision") + 1
        )
        if not changed:
            raise ChangedMeanwhile("The hearing")
        ask_mail(
            recipient=contest.student,
            kind=Kind.READY,
            key=f"hearing/{contest.pk.hex}/{seen}",
            link=reverse("helpdesk:contest", args=(contest.pk,)),
            at=at,
        )
