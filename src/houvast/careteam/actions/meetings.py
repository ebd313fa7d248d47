"""Planning a meeting, who sits there, filling its agenda, ending it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.careteam.agenda import MOST, Why, chosen, in_order, reason_from, weight_of
from houvast.careteam.models import Item, Meeting, Member, Wish
from houvast.careteam.queries.people import staff_of
from houvast.careteam.queries.reasons import Found, reasons_for
from houvast.careteam.queries.rights import units_of
from houvast.guidance.partners import partner_named
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person, Unit
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """A meeting as it is planned; `kind` is a Meeting.Kind value."""

    kind: str
    unit: Unit
    planned_on: date
    starts_at: time | None = None
    place: str = ""


def plan_meeting(*, draft: MeetingDraft, by: Viewer, at: datetime) -> Meeting:
    """Plan a meeting of a unit; the one who plans it leads it, and the agenda fills itself at once."""
    if not units_of(by).filter(pk=draft.unit.pk).exists():
        raise PermissionDenied
    if draft.planned_on < day_of(at):
        raise CannotBeDone(_("This day is past. Choose today or a day to come."), "planned_on")
    with transaction.atomic():
        meeting = Meeting.objects.create(
            organisation_id=by.organisation_id,
            kind=draft.kind,
            unit=draft.unit,
            planned_on=draft.planned_on,
            starts_at=draft.starts_at,
            place=draft.place,
            chair=by.person,
        )
        Member.objects.create(
            organisation_id=by.organisation_id, meeting=meeting, person=by.person, called=by.person.name
        )
        _fill(meeting, by, at)
    return meeting


def fill(*, meeting: Meeting, by: Viewer, at: datetime) -> None:
    """Fill the agenda anew: what was put on or taken off by hand stays as it is (S-543)."""
    must_chair(by, meeting)
    must_be_open(meeting)
    with transaction.atomic():
        _fill(meeting, by, at)


def _fill(meeting: Meeting, chair: Viewer, at: datetime) -> None:
    """1. why each student might be talked about; 2. for whom there is place; 3. what stands already is renewed."""
    found = reasons_for(meeting, chair, weeks=chair.person.organisation.unseen_after_weeks)
    held = {one.student_id: one for one in Item.objects.filter(meeting=meeting)}
    by_hand = {student for student, one in held.items() if one.put_on_by_id or one.off_on or one.discussed_at}
    free = {student: why for student, why in found.items() if student not in by_hand}
    most = None if meeting.kind == Meeting.Kind.REVIEW else max(MOST - len(by_hand), 0)
    students, left_out = chosen(free, most=most)
    _renew(held, found, by_hand=by_hand, place=set(students))
    Item.objects.bulk_create(_item(meeting, student, found) for student in students if student not in held)
    _place_wishes(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(filled_at=at, left_out=left_out)
    meeting.filled_at, meeting.left_out = at, left_out


def _item(meeting: Meeting, student: uuid.UUID, found: Found) -> Item:
    reasons = in_order(found[student])
    return Item(
        organisation_id=meeting.organisation_id,
        meeting=meeting,
        student_id=student,
        reasons=[one.stored() for one in reasons],
        weight=weight_of(reasons),
    )


def _renew(held: dict[uuid.UUID, Item], found: Found, *, by_hand: set[uuid.UUID], place: set[uuid.UUID]) -> None:
    """Reasons as they are today. Who has none any more leaves, unless somebody put them on or invited them."""
    stays, gone = [], []
    for student, item in held.items():
        if student not in place and student not in by_hand and not item.invited_at:
            gone.append(item.pk)
            continue
        put_on = [reason_from(one) for one in item.reasons if one[0] == Why.PUT_ON]
        reasons = in_order([*found.get(student, []), *put_on])
        item.reasons, item.weight = [one.stored() for one in reasons], weight_of(reasons)
        stays.append(item)
    Item.objects.bulk_update(stays, ["reasons", "weight"], batch_size=500)
    Item.objects.filter(pk__in=gone).delete()


def _place_wishes(meeting: Meeting) -> None:
    """What was asked gets its place on this agenda."""
    on = dict(Item.objects.filter(meeting=meeting, off_on__isnull=True).values_list("student_id", "pk"))
    waiting = list(Wish.objects.filter(student__in=on, answered_on__isnull=True))
    for wish in waiting:
        wish.item_id = on[wish.student_id]
    Wish.objects.bulk_update(waiting, ["item"])


def seat_colleagues(*, meeting: Meeting, by: Viewer, people: Iterable[Person]) -> None:
    """Colleagues at the table besides the chair; each sees there only the students they may see anyway."""
    must_chair(by, meeting)
    must_be_open(meeting)
    allowed = {one.pk: one for one in staff_of(meeting)}
    wanted = {one.pk for one in people} & allowed.keys()
    with transaction.atomic():
        own = Member.objects.filter(meeting=meeting, of_organisation="").exclude(person_id=meeting.chair_id)
        own.exclude(person_id__in=wanted).delete()
        there = set(own.values_list("person_id", flat=True)) | {meeting.chair_id}
        Member.objects.bulk_create(
            Member(organisation_id=meeting.organisation_id, meeting=meeting, person_id=pk, called=allowed[pk].name)
            for pk in sorted(wanted - there)
        )


def seat_partner(*, meeting: Meeting, by: Viewer, person_id: uuid.UUID) -> Member:
    """A partner at the table: sees nobody until asked for a student, and that student says yes (S-598)."""
    must_chair(by, meeting)
    must_be_open(meeting)
    partner = partner_named(meeting.organisation_id, person_id)
    if partner is None:
        raise PermissionDenied
    member, _made = Member.objects.get_or_create(
        meeting=meeting,
        person_id=person_id,
        defaults={
            "organisation_id": meeting.organisation_id,
            "called": partner.name,
            "of_organisation": partner.organisation,
        },
    )
    return member


def invite(*, meeting: Meeting, by: Viewer, at: datetime) -> int:
    """Tell every student on the agenda that they are talked about and ask what they want to say; returns how many."""
    must_chair(by, meeting)
    must_be_open(meeting)
    with transaction.atomic():
        waiting = Item.objects.filter(meeting=meeting, off_on__isnull=True, invited_at__isnull=True)
        items = list(waiting.select_related("student"))
        for item in items:
            if item.student.email:
                ask_mail(
                    recipient=item.student,
                    kind=Kind.READY,
                    key=f"care-invitation/{item.pk}",
                    link=reverse("careteam:student", args=(item.student_id,)),
                    at=at,
                    helper=by.person.name,
                )
        Item.objects.filter(pk__in=[one.pk for one in items]).update(invited_at=at)
    return len(items)


def end_meeting(
    *, meeting: Meeting, by: Viewer, present: Iterable[uuid.UUID], minutes: str, seen_revision: int, at: datetime
) -> None:
    """The meeting is over: the minutes stand, who was talked about reads what was decided. Raises ChangedMeanwhile.

    Whoever stands on the agenda without a plain word of what was decided is not told anything, and stays open.
    """
    must_chair(by, meeting)
    must_be_open(meeting)
    if meeting.planned_on > day_of(at):
        raise CannotBeDone(_("A meeting that still has to come cannot be ended."))
    with transaction.atomic():
        changed = Meeting.objects.filter(pk=meeting.pk, revision=seen_revision).update(
            ended_at=at, minutes=minutes, revision=F("revision") + 1
        )
        if not changed:
            raise ChangedMeanwhile("The meeting")
        there = set(present)
        for member in Member.objects.filter(meeting=meeting):
            member.was_present = member.pk in there
            member.save(update_fields=["was_present"])
        spoken = list(Item.objects.filter(meeting=meeting, discussed_at__isnull=False).select_related("student"))
        Wish.objects.filter(item__in=spoken, answered_on__isnull=True).update(answered_on=day_of(at))
        for item in spoken:
            if item.student.email:
                ask_mail(
                    recipient=item.student,
                    kind=Kind.READY,
                    key=f"care-decided/{item.pk}",
                    link=reverse("careteam:student", args=(item.student_id,)),
                    at=at,
                    helper=by.person.name,
                )


def must_chair(by: Viewer, meeting: Meeting) -> None:
    """Raises PermissionDenied for anybody but the chair."""
    if by.person.pk != meeting.chair_id:
        raise PermissionDenied


def must_be_open(meeting: Meeting) -> None:
    """Raises CannotBeDone when the meeting is over."""
    if meeting.ended_at is not None:
        raise CannotBeDone(_("This meeting is over. Its minutes stand; take it to a next meeting."))
