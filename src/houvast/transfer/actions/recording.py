"""Recording what happened on the way, needs per life area, marks of the school, and an application."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.access.words import Action
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind as MailKind
from houvast.people.clock import day_of
from houvast.people.models import Organisation, PersonalRelation, Unit
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile, write_over
from houvast.people.viewer import Viewer, running_on
from houvast.transfer.chain import details_of
from houvast.transfer.models import Application, BoardRow, Need, Pupil, TransferEvent
from houvast.transfer.queries.reach import decision
from houvast.transfer.renewing import renew

Kind = TransferEvent.Kind
Side = BoardRow.Side
BY_SIDE: Mapping[str, frozenset[str]] = {
    Side.SCHOOL: frozenset(
        {
            Kind.ORIENTATION, Kind.CHOICE_GUIDANCE, Kind.DOSSIER_SENT, Kind.INFORMATION_GIVEN, Kind.ADVICE_ASKED,
            Kind.WITHDRAWN, Kind.ATTEMPT, Kind.WARM_HANDOVER,
        }
    ),
    Side.INSTITUTION: frozenset(
        {
            Kind.INFORMATION_ASKED, Kind.INTRODUCTION_INVITED, Kind.INTRODUCTION_HELD, Kind.INTAKE_INVITED,
            Kind.INTAKE_HELD, Kind.INTAKE_MISSED, Kind.ADVICE_GIVEN, Kind.STARTED, Kind.NO_SHOW, Kind.BROKE_OFF,
            Kind.REPLACEMENT_CONSIDERED, Kind.REPLACED, Kind.FURTHER_ORIENTATION, Kind.ATTEMPT, Kind.WARM_HANDOVER,
        }
    ),
    Side.MUNICIPALITY: frozenset({Kind.ATTEMPT}),
}  # fmt: skip
"""What each party records; a placement decision has an action of its own."""
ABOUT_AN_APPLICATION = frozenset(
    {
        Kind.INTRODUCTION_INVITED, Kind.INTRODUCTION_HELD, Kind.INTAKE_INVITED, Kind.INTAKE_HELD, Kind.INTAKE_MISSED,
        Kind.ADVICE_GIVEN, Kind.STARTED, Kind.NO_SHOW, Kind.BROKE_OFF, Kind.REPLACEMENT_CONSIDERED, Kind.REPLACED,
        Kind.WITHDRAWN,
    }
)  # fmt: skip
MAY_LIE_AHEAD = frozenset({Kind.INTRODUCTION_INVITED, Kind.INTAKE_INVITED})
"""The day of an invitation is the day of the meeting."""
TOLD_TO_SCHOOL = frozenset(
    {Kind.NO_SHOW, Kind.BROKE_OFF, Kind.REPLACEMENT_CONSIDERED, Kind.FURTHER_ORIENTATION, Kind.INFORMATION_ASKED}
)
"""Steps of the mbo that its feeder school hears of at once (S-745 to S-748)."""
MARKS = (
    "wish", "diploma", "needs_choice_guidance", "expects_support", "dossier_complete_on", "special_group",
    "admissible_until", "development_plan_on",
)  # fmt: skip
"""What a feeder school says of its own pupil."""
TOLD_TO_PUPIL = frozenset({Kind.INTRODUCTION_INVITED, Kind.INTAKE_INVITED, Kind.ADVICE_GIVEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """One thing that happened, as it was written down; `kind` is a value of TransferEvent.Kind."""

    kind: str
    on: date
    note: str = ""
    application: Application | None = None


def allowed(by: Viewer, row: BoardRow, action: Action = Action.RECORD) -> None:
    if not decision(by, row, action).allowed:
        raise PermissionDenied


def record_event(*, row: BoardRow, by: Viewer, draft: EventDraft, at: datetime) -> TransferEvent:
    """Write down what happened; the boards of everybody in the chain say so at once (S-730, S-731, S-745 to S-748)."""
    allowed(by, row)
    if draft.kind not in BY_SIDE[row.side]:
        raise CannotBeDone(gettext("This is for another party in the transfer to record."))
    if draft.on > day_of(at) and draft.kind not in MAY_LIE_AHEAD:
        raise CannotBeDone(gettext("This day has not come yet. Record it when it has happened."))
    if draft.kind in ABOUT_AN_APPLICATION and draft.application is None:
        raise CannotBeDone(gettext("Choose the application that this is about."))
    with transaction.atomic(), details_of(row, writes=True):
        pupil = Pupil.objects.select_for_update().get(pk=row.pupil_id)
        _possible(pupil, row, draft)
        if draft.kind == Kind.WITHDRAWN and draft.application is not None:
            _set_status(draft.application, Application.Status.WITHDRAWN, draft.on)
        if draft.kind == Kind.DOSSIER_SENT and pupil.dossier_complete_on is None:
            pupil.dossier_complete_on = draft.on
            pupil.save(update_fields=["dossier_complete_on"])
        event = write_event(pupil, row, by, draft, at=at)
        renew([pupil], on=day_of(at))
        tell(event, pupil, at=at)
    return event


def _possible(pupil: Pupil, row: BoardRow, draft: EventDraft) -> None:
    application = draft.application
    if application is None:
        return
    if application.pupil_id != pupil.pk:
        raise PermissionDenied
    if row.side == Side.INSTITUTION and application.institution_id != row.organisation_id:
        raise PermissionDenied
    placed = application.status in {Application.Status.AGREEMENT_OFFERED, Application.Status.ENROLLED}
    if draft.kind in {Kind.STARTED, Kind.NO_SHOW, Kind.BROKE_OFF, Kind.REPLACED} and not placed:
        raise CannotBeDone(gettext("There is no place yet. Decide on placement first."))


def _set_status(application: Application, status: str, on: date) -> None:
    Application.objects.filter(pk=application.pk).update(status=status, status_on=on, revision=F("revision") + 1)


def write_event(pupil: Pupil, row: BoardRow, by: Viewer, draft: EventDraft, *, at: datetime) -> TransferEvent:
    """The row in the log of the transfer. Who is of another organisation is named by it too."""
    return TransferEvent.objects.create(
        organisation_id=pupil.organisation_id,
        pupil=pupil,
        application=draft.application,
        kind=draft.kind,
        on=draft.on,
        at=at,
        by=by.person,
        by_name=by.person.name,
        by_organisation_id=row.organisation_id,
        note=draft.note,
    )


def tell(event: TransferEvent, pupil: Pupil, *, at: datetime) -> None:
    """A mail without content to the feeder school's mentor, or to the pupil, for what they should hear at once."""
    if event.kind in TOLD_TO_SCHOOL:
        tell_school(pupil, key=f"transfer/{event.pk}/school", at=at)
    if event.kind in TOLD_TO_PUPIL:
        tell_pupil(pupil, key=f"transfer/{event.pk}/pupil", at=at)


def tell_school(pupil: Pupil, *, key: str, at: datetime) -> int:
    """To whoever coaches the pupil at the feeder school; how many were told."""
    row = BoardRow.objects.filter(pupil=pupil, side=Side.SCHOOL).first()
    coach = PersonalRelation.Kind.COACH
    holders = PersonalRelation.objects.filter(running_on(day_of(at)), student=pupil.student_id, kind=coach)
    told = 0
    for relation in holders.select_related("holder"):
        if row is not None and relation.holder.email:
            link = reverse("transfer-pupil", args=(row.pk,))
            ask_mail(
                recipient=relation.holder, kind=MailKind.READY, key=f"{key}/{relation.holder_id}", link=link, at=at,
                organisation_id=pupil.organisation_id,
            )  # fmt: skip
            told += 1
    return told


def tell_pupil(pupil: Pupil, *, key: str, at: datetime) -> None:
    """To the pupil, when an address is known."""
    if pupil.student.email:
        ask_mail(
            recipient=pupil.student, kind=MailKind.READY, key=key, link=reverse("my-transfer"), at=at,
            organisation_id=pupil.organisation_id,
        )  # fmt: skip


def take_back(*, row: BoardRow, event: TransferEvent, by: Viewer, reason: str, at: datetime) -> None:
    """Say that something recorded was a slip; it stays readable as taken back. Only by the party that recorded it."""
    allowed(by, row)
    if event.pupil_id != row.pupil_id or event.by_organisation_id != row.organisation_id:
        raise PermissionDenied
    if event.kind in {Kind.PLACED, Kind.REFUSED, Kind.TAKEN_BACK}:
        raise CannotBeDone(gettext("A decision is not taken back here: decide anew, and say why."))
    with transaction.atomic(), details_of(row, writes=True):
        pupil = Pupil.objects.select_for_update().get(pk=row.pupil_id)
        if TransferEvent.objects.filter(takes_back=event).exists():
            return
        if event.kind == Kind.WITHDRAWN and event.application_id:
            _set_status(Application(pk=event.application_id), Application.Status.RECEIVED, day_of(at))
        draft = EventDraft(kind=Kind.TAKEN_BACK, on=day_of(at), note=reason, application=event.application)
        back = write_event(pupil, row, by, draft, at=at)
        TransferEvent.objects.filter(pk=back.pk).update(takes_back=event)
        renew([pupil], on=day_of(at))


def record_needs(*, row: BoardRow, by: Viewer, said: Mapping[str, str], at: datetime) -> None:
    """What was said about each life area (S-619), under the name of who wrote it; empty text takes it away.

    What the pupil needs is never a ground for refusal; the decision does not read it.
    """
    allowed(by, row)
    source = str(row.organisation_id)
    with transaction.atomic(), details_of(row, writes=True):
        pupil = Pupil.objects.select_for_update().get(pk=row.pupil_id)
        for area, text in said.items():
            there = Need.objects.filter(pupil=pupil, area=area, source=source)
            if not text.strip():
                there.delete()
                continue
            Need.objects.update_or_create(
                pupil=pupil, area=area, source=source,
                defaults={
                    "organisation_id": pupil.organisation_id, "text": text, "on": day_of(at), "by": by.person,
                    "by_organisation_id": row.organisation_id,
                },
            )  # fmt: skip
        renew([pupil], on=day_of(at))


def mark(*, row: BoardRow, by: Viewer, marks: Mapping[str, object], seen_revision: int, on: date) -> None:
    """What the feeder school says of its pupil: wish, guidance in choosing, dossier, support, and of pupils of
    practical and special education what they bring along (S-738, S-559, S-354, S-356, S-357).
    """
    allowed(by, row)
    if row.side != Side.SCHOOL:
        raise PermissionDenied
    if marks.keys() - set(MARKS):
        raise PermissionDenied
    with transaction.atomic():
        write_over(
            Pupil.objects.filter(pk=row.pupil_id), seen_revision, gettext("What the school says of this pupil"), **marks
        )
        renew([Pupil.objects.get(pk=row.pupil_id)], on=on)


def apply(*, row: BoardRow, by: Viewer, application: Application, at: datetime) -> Application:
    """Add an application of a pupil; the institution sees it on its own board from now on."""
    allowed(by, row)
    if row.side != Side.SCHOOL:
        raise PermissionDenied
    with transaction.atomic():
        pupil = Pupil.objects.select_for_update().get(pk=row.pupil_id)
        application.organisation_id, application.pupil = pupil.organisation_id, pupil
        if application.institution_id is not None:
            institution = Organisation.objects.get(pk=application.institution_id)
            application.institution_name, application.institution_code = institution.name, institution.code
        application.save(force_insert=True)
        renew([pupil], on=day_of(at))
    return application


def assign(*, row: BoardRow, by: Viewer, unit: Unit | None, seen_unit: uuid.UUID | None) -> None:
    """Give a pupil who applied here to a team: its coaches see the pupil from now on.

    Raises ChangedMeanwhile when the pupil is not with the team any more that was seen.
    """
    allowed(by, row, Action.MANAGE)
    if row.side != Side.INSTITUTION or (unit is not None and unit.organisation_id != row.organisation_id):
        raise PermissionDenied
    if not BoardRow.objects.filter(pk=row.pk, unit=seen_unit).update(unit=unit):
        raise ChangedMeanwhile(gettext("The team of this pupil"))
