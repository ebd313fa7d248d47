"""The teachers' round: one question to every teacher of a student, answered in a minute, summed up by who asked."""

import uuid
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.careteam.actions.seats import tell
from houvast.careteam.models import Round, RoundAnswer
from houvast.careteam.queries.people import teachers_of
from houvast.core.access.words import Action, Data
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door

REMIND_BEFORE = timedelta(days=2)


def ask_round(*, student: Person, by: Viewer, question: str, closes_on: date, at: datetime) -> Round:
    """Ask every teacher of this student; the student hears that it was asked. Raises CannotBeDone."""
    if not door.decision(by, student, Data.TEACHERS_ROUND, Action.MANAGE).allowed:
        raise PermissionDenied
    if closes_on < day_of(at):
        raise CannotBeDone(_("This day is past. Choose today or a day to come."), "closes_on")
    teachers = [one for one in teachers_of(student) if one.pk != by.person.pk]
    if not teachers:
        raise CannotBeDone(_("Nobody teaches this student in Houvast yet. The administrator can add teachers."))
    with transaction.atomic():
        made = Round.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            asked_by=by.person,
            question=question,
            asked_at=at,
            closes_on=closes_on,
        )
        RoundAnswer.objects.bulk_create(
            RoundAnswer(organisation_id=made.organisation_id, round=made, teacher=one) for one in teachers
        )
        for answer in RoundAnswer.objects.filter(round=made).select_related("teacher", "round"):
            _ask(answer, Kind.TASK, at)
        tell(student, key=f"round/{made.pk}", at=at, helper=by.person.name, asks=False)
    return made


def answer_round(*, answer: RoundAnswer, by: Viewer, standing: str, goes_well: str, text: str, at: datetime) -> None:
    """A teacher answers, or answers better, as long as the question is open."""
    if answer.teacher_id != by.person.pk:
        raise PermissionDenied
    if not door.decision(by, answer.round.student, Data.TEACHERS_ROUND, Action.RECORD).allowed:
        raise PermissionDenied
    if answer.round.closed_on is not None or answer.round.closes_on < day_of(at):
        raise CannotBeDone(_("This question is closed. Tell the coach yourself what you would still like to say."))
    RoundAnswer.objects.filter(pk=answer.pk).update(standing=standing, goes_well=goes_well, text=text, answered_at=at)


def close_round(
    *, asked: Round, by: Viewer, in_short: str, shares_answers: bool, seen_revision: int, at: datetime
) -> None:
    """Close it with the answers in own words, which the student reads. Raises ChangedMeanwhile."""
    if not door.decision(by, asked.student, Data.TEACHERS_ROUND, Action.MANAGE).allowed:
        raise PermissionDenied
    with transaction.atomic():
        changed = Round.objects.filter(pk=asked.pk, revision=seen_revision).update(
            in_short=in_short,
            shares_answers=shares_answers,
            closed_on=asked.closed_on or day_of(at),
            revision=F("revision") + 1,
        )
        if not changed:
            raise ChangedMeanwhile("The question")
        tell(asked.student, key=f"round-closed/{asked.pk}", at=at, helper=by.person.name, asks=False)


def remind(*, organisation_id: uuid.UUID, at: datetime) -> int:
    """Remind once who has not answered two days before the end; returns how many. A round asked today waits a day."""
    on = day_of(at)
    waiting = RoundAnswer.objects.filter(
        Q(round__closes_on__lte=on + REMIND_BEFORE),
        organisation_id=organisation_id,
        answered_at__isnull=True,
        reminded_on__isnull=True,
        round__closed_on__isnull=True,
        round__closes_on__gte=on,
        round__asked_at__date__lt=on,
    )
    answers = list(waiting.select_related("teacher", "round"))
    for answer in answers:
        _ask(answer, Kind.REMINDER, at)
    RoundAnswer.objects.filter(pk__in=[one.pk for one in answers]).update(reminded_on=on)
    return len(answers)


def _ask(answer: RoundAnswer, kind: Kind, at: datetime) -> None:
    if answer.teacher.email:
        ask_mail(
            recipient=answer.teacher,
            kind=kind,
            key=f"round-{kind}/{answer.pk}",
            link=reverse("careteam:answer-round", args=(answer.pk,)),
            at=at,
        )
