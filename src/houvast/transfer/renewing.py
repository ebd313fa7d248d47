"""Board rows folded from applications and events: what each organisation in the chain sees of a pupil in a list."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from houvast.core.calendar import school_year_named
from houvast.core.transfer.reasons import Glance, ReasonToLook, reasons_to_look
from houvast.core.transfer.standing import STEPPED_DOWN, Standing, Way, leading_way, standing_of
from houvast.people import bulk
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, PersonalRelation, UnitMembership, full_name
from houvast.people.viewer import running_on
from houvast.transfer.chain import whole_chain
from houvast.transfer.consent import agreed_items
from houvast.transfer.models import Application, BoardRow, ConsentItem, Need, Pupil, TransferEvent

Kind = TransferEvent.Kind
FIELDS = (
    "name", "sort_name", "birth_date", "school_name", "school_type", "mentor", "towards", "standing", "stepped_down",
    "reasons", "looks", "has_dossier", "needs_guidance", "applied_on", "latest_on", "attempts", "closed_on", "unit_id",
)  # fmt: skip
CARE = frozenset({ReasonToLook.SUPPORT_EXPECTED, ReasonToLook.SUPPORT_ASKED})
"""Reasons that tell of support: another school sees them only when the pupil agreed."""
SET_BACK = frozenset({Standing.REJECTED, Standing.NO_SHOW, Standing.STOPPED})
"""A way that did not work out."""
LONGEST_TOWARDS = 400
FIRST_OF_APRIL = (4, 1)


@dataclass(slots=True)
class _Told:
    """What is known about one pupil."""

    pupil: Pupil
    student: Person
    applications: list[Application] = field(default_factory=list)
    events: list[TransferEvent] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    consents: list[ConsentItem] = field(default_factory=list)
    mentor: str = ""
    unit: uuid.UUID | None = None


def renew(pupils: Sequence[Pupil], *, on: date) -> None:
    """Fold these pupils' board rows anew, in every organisation of their chain; some ten queries whatever the number.

    Called in the transaction of whatever changed; the rows of applications and events are stored already.
    """
    ids = [pupil.pk for pupil in pupils]
    applications = list(Application.objects.filter(pupil__in=ids, double_of__isnull=True).order_by("applied_on", "id"))
    with whole_chain(pupils, applications):
        told = _gather(pupils, applications, on)
        there = {(row.organisation_id, row.pupil_id): row for row in BoardRow.objects.filter(pupil__in=ids)}
        names = dict(
            Organisation.objects.filter(id__in={one.organisation_id for one in pupils}).values_list("id", "name")
        )
        new, changed = _rows(told, there, names, on)
        bulk.add(new)
        bulk.change(changed, [name for name in FIELDS if name != "unit_id"] + ["unit"])
        _share(pupils, [*there.values(), *new])


def _share(pupils: Sequence[Pupil], rows: Iterable[BoardRow]) -> None:
    """Write down in the pupil with whom it is shared, so that the next renewal finds them all."""
    with_whom: dict[uuid.UUID, set[str]] = {}
    for row in rows:
        if row.side != BoardRow.Side.SCHOOL:
            with_whom.setdefault(row.pupil_id, set()).add(str(row.organisation_id))
    changed = []
    for pupil in pupils:
        shared = sorted(with_whom.get(pupil.pk, ()))
        if shared != pupil.shared_with:
            pupil.shared_with = shared
            changed.append(pupil)
    bulk.change(changed, ["shared_with"])


def _gather(pupils: Sequence[Pupil], applications: Sequence[Application], on: date) -> list[_Told]:
    persons = Person.objects.defer("bsn", "bsn_digest").in_bulk({pupil.student_id for pupil in pupils})
    told = {pupil.pk: _Told(pupil=pupil, student=persons[pupil.student_id]) for pupil in pupils}
    by_student = {one.pupil.student_id: one for one in told.values()}
    for application in applications:
        told[application.pupil_id].applications.append(application)
    for event in TransferEvent.objects.filter(pupil__in=told).order_by("on", "at", "id"):
        told[event.pupil_id].events.append(event)
    for need in Need.objects.filter(pupil__in=told):
        told[need.pupil_id].needs.append(need)
    for consent in ConsentItem.objects.filter(pupil__in=told):
        told[consent.pupil_id].consents.append(consent)
    coaches = PersonalRelation.objects.filter(running_on(on), student__in=by_student, kind=PersonalRelation.Kind.COACH)
    parts = ("given_name", "name_prefix", "family_name", "number")
    for student, *name in coaches.values_list("student_id", *(f"holder__{part}" for part in parts)):
        by_student[student].mentor = full_name(*name)
    for student, unit in UnitMembership.objects.filter(running_on(on), student__in=by_student).values_list(
        "student_id", "unit_id"
    ):
        by_student[student].unit = unit
    return list(told.values())


def _rows(
    told: Sequence[_Told], there: dict[tuple[uuid.UUID, uuid.UUID], BoardRow], names: dict[uuid.UUID, str], on: date
) -> tuple[list[BoardRow], list[BoardRow]]:
    new: list[BoardRow] = []
    changed: list[BoardRow] = []
    of_pupil: dict[uuid.UUID, list[BoardRow]] = {}
    for row in there.values():
        of_pupil.setdefault(row.pupil_id, []).append(row)
    for one in told:
        parties = _parties(one)
        for organisation, side in parties.items():
            wanted = _folded(one, organisation, side, names[one.pupil.organisation_id], on)
            known = there.get((organisation, one.pupil.pk))
            if known is None:
                row = BoardRow(
                    id=new_id(), organisation_id=organisation, pupil=one.pupil, owner_id=one.pupil.organisation_id,
                    student=one.student, side=side, leaving_year=one.pupil.leaving_year, opened_on=on, **wanted,
                )  # fmt: skip
                new.append(row)
                continue
            if side != BoardRow.Side.SCHOOL:
                wanted["unit_id"] = known.unit_id
            different = {name: value for name, value in wanted.items() if getattr(known, name) != value}
            for name, value in different.items():
                setattr(known, name, value)
            if different:
                changed.append(known)
        for row in of_pupil.get(one.pupil.pk, ()):
            if row.organisation_id not in parties and row.closed_on is None:
                row.closed_on = on
                changed.append(row)
    return new, changed


def _parties(told: _Told) -> dict[uuid.UUID, str]:
    """Who has a row: the school always, others while the pupil is in the chain and something ties them."""
    found: dict[uuid.UUID, str] = {}
    pupil = told.pupil
    if pupil.closed_on is None and pupil.merged_into_id is None:
        if pupil.municipality_id:
            found[pupil.municipality_id] = BoardRow.Side.MUNICIPALITY
        for application in told.applications:
            withdrawn = application.status == Application.Status.WITHDRAWN
            if application.institution_id and not withdrawn:
                found[application.institution_id] = BoardRow.Side.INSTITUTION
    found[pupil.organisation_id] = BoardRow.Side.SCHOOL
    return found


def _folded(told: _Told, organisation: uuid.UUID, side: str, school: str, on: date) -> dict[str, Any]:
    """The columns of one row. An institution sees where the pupil stands with itself, not with another."""
    pupil, student = told.pupil, told.student
    theirs = side == BoardRow.Side.INSTITUTION
    applications = [one for one in told.applications if not theirs or one.institution_id == organisation]
    stands = standing_events(told.events)
    ways = {one.pk: _way(one, stands) for one in applications}
    standing = standing_of(ways.values(), pupil.wish)
    leading = leading_way(ways.values())
    chosen = next((one for one in applications if ways[one.pk] is leading), None)
    reasons = _reasons(told, stands, tuple(ways.values()), side, on)
    return {
        "name": student.name,
        "sort_name": student.sort_name,
        "birth_date": student.birth_date,
        "school_name": school,
        "school_type": pupil.school_type,
        "mentor": told.mentor,
        "towards": _towards(chosen, theirs=theirs),
        "standing": str(standing),
        "stepped_down": standing in STEPPED_DOWN,
        "reasons": " ".join(reasons),
        "looks": len(reasons),
        "has_dossier": pupil.dossier_complete_on is not None,
        "needs_guidance": pupil.needs_choice_guidance,
        "applied_on": min((one.applied_on for one in applications if one.applied_on), default=None),
        "latest_on": max((one.on for one in stands), default=None),
        "attempts": sum(one.kind == Kind.ATTEMPT for one in stands),
        "closed_on": pupil.closed_on or (on if pupil.merged_into_id else None),
        "unit_id": told.unit if side == BoardRow.Side.SCHOOL else None,
    }


def standing_events(events: Sequence[TransferEvent]) -> list[TransferEvent]:
    """The events that count: without what was taken back, and without the rows that took it back."""
    taken_back = {one.takes_back_id for one in events if one.takes_back_id}
    return [one for one in events if one.kind != Kind.TAKEN_BACK and one.pk not in taken_back]


def _way(application: Application, events: Sequence[TransferEvent]) -> Way:
    return Way(
        status=application.status,
        events=tuple(str(one.kind) for one in events if one.application_id == application.pk),
        applied_on=application.applied_on,
        level=application.level,
        name=application.crebo or application.programme,
    )


def _reasons(
    told: _Told, events: Sequence[TransferEvent], ways: tuple[Way, ...], side: str, on: date
) -> tuple[ReasonToLook, ...]:
    if side == BoardRow.Side.MUNICIPALITY:
        return ()
    pupil = told.pupil
    glance = Glance(
        school_type=pupil.school_type,
        exit_profile=pupil.exit_profile,
        diploma=pupil.diploma,
        second_language=pupil.second_language,
        expects_support=pupil.expects_support,
        has_needs=any(need.area in {Need.Area.SUPPORT, *_LIFE_AREAS} for need in told.needs),
        has_oriented=any(one.kind == Kind.ORIENTATION for one in events),
        wish=pupil.wish,
        ways=tuple(way for way in ways if standing_of((way,)) not in {Standing.REJECTED, Standing.WITHDRAWN}),
        set_backs=sum(standing_of((way,)) in SET_BACK for way in ways),
        apply_before=date(school_year_named(pupil.leaving_year).begins_in + 1, *FIRST_OF_APRIL),
        day=on,
    )
    found = reasons_to_look(glance)
    if side == BoardRow.Side.SCHOOL or ConsentItem.Item.SUPPORT in agreed_items(told.consents, side, on):
        return found
    return tuple(reason for reason in found if reason not in CARE)


_LIFE_AREAS = ("health", "education_and_work", "money", "free_time", "social", "justice", "housing")


def _towards(application: Application | None, *, theirs: bool) -> str:
    if application is None:
        return ""
    where = "" if theirs else application.institution_name
    return ", ".join(part for part in (application.programme, where) if part)[:LONGEST_TOWARDS]
