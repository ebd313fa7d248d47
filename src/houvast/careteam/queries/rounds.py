"""Rounds and referrals, as a viewer may see them."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.http import Http404

from houvast.careteam.models import Referral, Round, RoundAnswer
from houvast.careteam.queries.rights import must_be
from houvast.core.access.words import Action, Data, Purpose, Relation
from houvast.core.calendar import age_on
from houvast.core.handover.items import guardian_agrees_too
from houvast.directory.models import Service
from houvast.directory.queries.around import levels_of
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door

MOST = 50
SOON = timedelta(days=60)
"""Help that ends within this time is handed over in time."""


def round_for(viewer: Viewer, round_id: uuid.UUID, action: Action = Action.SEE) -> Round:
    """A round for a professional who guides the student; the student reads it on the own page. Http404 otherwise."""
    found = Round.objects.filter(pk=round_id).select_related("student", "asked_by").first()
    if found is None or found.student_id == viewer.person.pk:
        raise Http404
    door.student(viewer, found.student_id, Data.TEACHERS_ROUND, action)
    return found


def answers_of(asked: Round) -> tuple[list[RoundAnswer], list[RoundAnswer]]:
    """Who answered, first answer first, and who did not yet, by name."""
    every = list(RoundAnswer.objects.filter(round=asked).select_related("teacher"))
    given = sorted((one for one in every if one.answered_at), key=lambda one: (one.answered_at, str(one.pk)))
    waiting = sorted(
        (one for one in every if not one.answered_at), key=lambda one: (one.teacher.sort_name, str(one.pk))
    )
    return given, waiting


def answer_for(viewer: Viewer, answer_id: uuid.UUID) -> RoundAnswer:
    """The viewer's own answer in a round; Http404 for everybody else."""
    found = (
        RoundAnswer.objects.filter(pk=answer_id, teacher=viewer.person)
        .select_related("round__student", "round__asked_by")
        .first()
    )
    if found is None:
        raise Http404
    door.student(viewer, found.round.student_id, Data.TEACHERS_ROUND, Action.RECORD)
    return found


def questions_to(viewer: Viewer) -> Sequence[RoundAnswer]:
    """The open questions to this teacher, first to close first; noted as shown."""
    waiting = RoundAnswer.objects.filter(
        teacher=viewer.person,
        answered_at__isnull=True,
        round__closed_on__isnull=True,
        round__closes_on__gte=viewer.day,
        round__student__in=door.students(viewer, Data.TEACHERS_ROUND, Action.RECORD),
    )
    found = list(waiting.select_related("round__student", "round__asked_by").order_by("round__closes_on", "id")[:MOST])
    door.note_shown({one.round.student_id for one in found}, Purpose.GUIDANCE)
    return found


def rounds_to_close(viewer: Viewer) -> Sequence[Round]:
    """The viewer's own rounds whose day is past or that everybody answered, still without a sum."""
    unanswered = RoundAnswer.objects.filter(answered_at__isnull=True).values("round")
    mine = Round.objects.filter(asked_by=viewer.person, closed_on__isnull=True)
    due = mine.filter(Q(closes_on__lt=viewer.day) | ~Q(pk__in=unanswered))
    allowed = due.filter(student__in=door.students(viewer, Data.TEACHERS_ROUND, Action.MANAGE))
    found = list(allowed.select_related("student").order_by("closes_on", "id")[:MOST])
    door.note_shown({one.student_id for one in found}, Purpose.GUIDANCE)
    return found


def referral_for(viewer: Viewer, referral_id: uuid.UUID) -> Referral:
    """A referral for who guides, for the student, for a guardian under 16, and for whoever it is to, once it was sent.

    Http404 for everybody else.
    """
    found = Referral.objects.filter(pk=referral_id).select_related("student", "asked_by", "item").first()
    if found is None:
        raise Http404
    if is_receiver(viewer, found):
        must_be(Relation.REFERRED_TO, Data.REFERRAL, Action.SEE)
        if found.sent_on is None or found.state == Referral.State.WITHDRAWN or found.student.erased_at is not None:
            raise Http404
        door.note_shown([found.student], Purpose.SUPPORT)
        return found
    student = door.student(viewer, found.student_id, Data.REFERRAL)
    reads = viewer.person.pk == student.pk or door.may(viewer, student, Data.REFERRAL, Action.RECORD)
    if not reads and not guardian_agrees_too(student.birth_date, on=viewer.day):
        raise Http404
    return found


def followed(viewer: Viewer, student: Person, referral_id: str) -> Referral | None:
    """The running help of this student that other help takes over from; None for an empty id. Http404 for another's."""
    if not referral_id:
        return None
    try:
        found = referral_for(viewer, uuid.UUID(referral_id))
    except ValueError:
        raise Http404 from None
    if found.student_id != student.pk:
        raise Http404
    return found


def ending_by_age_or_school(viewer: Viewer) -> Sequence[tuple[Referral, Service]]:
    """The viewer's own referrals to help that soon ends for this student: by age within two months, or because the
    student is at that level no more. A handover is needed then (S-545). One query, three where help runs.
    """
    mine = Referral.objects.filter(
        asked_by=viewer.person, state=Referral.State.BEGUN, service_id__isnull=False, followed_by__isnull=True
    )
    allowed = mine.filter(student__in=door.students(viewer, Data.REFERRAL, Action.RECORD))
    found = list(allowed.select_related("student").order_by("begun_on", "id")[:MOST])
    if not found:
        return []
    services = Service.objects.in_bulk([one.service_id for one in found])
    levels = levels_of([one.student_id for one in found], viewer.day)
    ending = []
    for one in found:
        service = services.get(one.service_id)
        if service is not None and _ends(one.student, service, levels.get(one.student_id, set()), viewer.day):
            ending.append((one, service))
    door.note_shown({one.student_id for one, _ in ending}, Purpose.SUPPORT)
    return ending


def _ends(student: Person, service: Service, levels: set[int | None], day: date) -> bool:
    last, born = service.age_until, student.birth_date
    if last is not None and born is not None and age_on(born, day + SOON) > last:
        return True
    known = {str(one) for one in levels if one}
    return bool(service.levels and known and not known & set(service.levels.split()))


def is_receiver(viewer: Viewer, referral: Referral) -> bool:
    """Whether this referral is to the viewer."""
    return referral.receiver_id is not None and referral.receiver_id == viewer.person.pk


def referrals_to(viewer: Viewer) -> Sequence[Referral]:
    """What was referred to this viewer and is not over, first expected answer first; noted as shown."""
    must_be(Relation.REFERRED_TO, Data.REFERRAL, Action.SEE)
    running = (Referral.State.AGREED, Referral.State.ACCEPTED, Referral.State.BEGUN)
    mine = Referral.objects.filter(receiver=viewer.person, state__in=running, sent_on__isnull=False)
    found = list(mine.select_related("student").order_by("answer_by", "id")[:MOST])
    door.note_shown({one.student_id for one in found}, Purpose.SUPPORT)
    return found


def referrals_late(viewer: Viewer) -> Sequence[Referral]:
    """The viewer's own referrals on which nobody answered in time: somebody must call."""
    late = Referral.objects.filter(asked_by=viewer.person, state=Referral.State.AGREED, answer_by__lt=viewer.day)
    allowed = late.filter(student__in=door.students(viewer, Data.REFERRAL, Action.RECORD))
    found = list(allowed.select_related("student").order_by("answer_by", "id")[:MOST])
    door.note_shown({one.student_id for one in found}, Purpose.SUPPORT)
    return found
