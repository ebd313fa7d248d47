"""Taking a self-check, showing it to somebody, and taking that back."""

import json
import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext

from houvast.appointments.models import SelfCheck, SelfCheckShare
from houvast.appointments.queries.people import helpers_of
from houvast.appointments.self_check import QUESTIONS, Mood
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer

MOODS = frozenset(one.value for one in Mood)
KEYS = frozenset(one.key for one in QUESTIONS)


def take_self_check(*, by: Viewer, answers: Mapping[str, str], words: str, on: date) -> SelfCheck:
    """Keep a student's own answers, sealed; questions may be left open. Raises CannotBeDone when all were."""
    if not by.person.is_student:
        raise PermissionDenied
    given = {key: value for key, value in answers.items() if key in KEYS and value in MOODS}
    if not given and not words:
        raise CannotBeDone(gettext("Answer one question at least. You may leave the others open."))
    return SelfCheck.objects.create(
        organisation_id=by.organisation_id, student=by.person, taken_on=on, answers=json.dumps(given), words=words
    )


def share_self_check(*, check: SelfCheck, by: Viewer, to: uuid.UUID, at: datetime) -> None:
    """The student shows this one to one person of school."""
    _own(check, by)
    person = next((one.person for one in helpers_of(by.person, by.day) if one.pk == to), None)
    if person is None:
        raise CannotBeDone(gettext("This person is no longer around you at school. Choose somebody else."), "to")
    try:
        with transaction.atomic():
            share = SelfCheckShare.objects.create(
                organisation_id=by.organisation_id, check_shared=check, shared_with=person, at=at
            )
    except IntegrityError:
        return  # it was shared with this person already
    ask_mail(
        recipient=person,
        kind=Kind.READY,
        key=f"self-check/{share.pk}",
        link=reverse("appointments:self-check-one", args=(check.pk,)),
        at=at,
        organisation_id=by.organisation_id,
    )


def stop_sharing(*, check: SelfCheck, by: Viewer, share_id: uuid.UUID, at: datetime) -> None:
    """From now on this person sees it no more."""
    _own(check, by)
    SelfCheckShare.objects.filter(pk=share_id, check_shared=check, ended_at__isnull=True).update(ended_at=at)


def throw_away(*, check: SelfCheck, by: Viewer) -> None:
    """The answers are the student's own: they may be gone."""
    _own(check, by)
    check.delete()


def _own(check: SelfCheck, by: Viewer) -> None:
    if check.student_id != by.person.pk:
        raise PermissionDenied
