"""Adjustments: what is possible at this school and in which programmes, what was asked, what waits for whom."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from houvast.core.access.words import Action, Data
from houvast.education.models import Enrolment, Programme
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.plan.catalogue import BY_KEY, KINDS, OPTIONS, OTHER, OTHER_NAME, Kind
from houvast.plan.models import Adjustment, AdjustmentOption
from houvast.privacy import door

Stance = AdjustmentOption.Stance
KEEPERS = frozenset({RoleAssignment.Role.SUPPORT_ADVISOR, RoleAssignment.Role.ADMINISTRATOR})
"""Who says what the school offers."""
MOST_OPTIONS = 500
MOST_PROGRAMMES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A programme where it goes differently than in the rest of the school."""

    programme: str
    stance: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """One adjustment as this school offers it; `differs` are the programmes where it goes otherwise (S-544)."""

    key: str
    kind: Kind
    name: str
    exam_effect: str
    stance: str
    remark: str
    differs: tuple[Elsewhere, ...]


def catalogue_of(organisation: uuid.UUID, programme: Programme | None = None) -> tuple[Possible, ...]:
    """Everything that is possible, in the order of the kinds; for one programme, as it goes there. One query."""
    of_school: dict[str, AdjustmentOption] = {}
    of_programmes: dict[str, list[AdjustmentOption]] = defaultdict(list)
    said = AdjustmentOption.objects.filter(organisation_id=organisation).select_related("programme")
    for one in said.order_by("programme__name", "id")[:MOST_OPTIONS]:
        if one.programme_id:
            of_programmes[one.key].append(one)
        else:
            of_school[one.key] = one
    own = [key for key in of_school if key not in BY_KEY]
    keys = [*(option.key for option in OPTIONS), *own]
    found = [_possible(key, of_school.get(key), of_programmes[key], programme) for key in keys]
    order = list(Kind)
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def programmes_of(viewer: Viewer) -> QuerySet[Programme]:
    """The programmes of the viewer's school, by name."""
    return Programme.objects.filter(organisation_id=viewer.organisation_id).order_by("name", "id")


def programme_named(viewer: Viewer, typed: str) -> Programme | None:
    """The programme of the viewer's school with this id in an address; None for anything else."""
    try:
        return programmes_of(viewer).filter(pk=uuid.UUID(typed)).first()
    except ValueError:
        return None


def _possible(
    key: str, general: AdjustmentOption | None, others: list[AdjustmentOption], programme: Programme | None
) -> Possible:
    built_in = BY_KEY.get(key)
    here = next((one for one in others if programme and one.programme_id == programme.pk), general)
    kind = built_in.kind if built_in else Kind(general.kind if general else Kind.TIMETABLE)
    return Possible(
        key=key,
        kind=kind,
        name=str(built_in.name) if built_in else general.name if general else key,
        exam_effect=str(built_in.exam_effect) if built_in else "",
        stance=here.stance if here else Stance.ON_REQUEST,
        remark=here.remark if here else "",
        differs=tuple(
            Elsewhere(programme=one.programme.name, stance=one.stance, remark=one.remark)
            for one in others
            if one.programme
        ),
    )


def by_kind(found: tuple[Possible, ...]) -> tuple[tuple[str, tuple[Possible, ...]], ...]:
    """The same under the names of the kinds, empty kinds left out."""
    groups = ((str(name), tuple(one for one in found if one.kind is kind)) for kind, name in KINDS.items())
    return tuple((name, group) for name, group in groups if group)


def programme_of(student: Person, on: date) -> Programme | None:
    """The programme the student follows on this day; the latest begun when there are several."""
    running = Enrolment.objects.filter(student=student).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    found = running.select_related("programme").order_by("-starts_on", "-id").first()
    return found.programme if found else None


def name_of(adjustment: Adjustment) -> str:
    """What was asked, in the words of the catalogue."""
    if built_in := BY_KEY.get(adjustment.option):
        return str(built_in.name)
    if adjustment.option == OTHER:
        return str(OTHER_NAME)
    own = AdjustmentOption.objects.filter(
        organisation_id=adjustment.organisation_id, key=adjustment.option, programme__isnull=True
    ).first()
    return own.name if own else adjustment.option


def any_holds(found: Iterable[Adjustment], on: date) -> bool:
    """Whether one of these was granted and holds on this day or later."""
    return any(one.status == Adjustment.Status.GRANTED and (one.ends_on is None or one.ends_on >= on) for one in found)


def holding(student: Person, on: date) -> tuple[Adjustment, ...]:
    """The adjustments that were granted to this student and hold on this day or later, first one first. One query."""
    found = Adjustment.objects.filter(student=student, status=Adjustment.Status.GRANTED)
    return tuple(found.exclude(ends_on__lt=on).order_by("starts_on", "id"))


def adjustments_of(student: Person) -> tuple[Adjustment, ...]:
    """Everything that was asked for this student, newest first. Asks no policy."""
    return tuple(Adjustment.objects.filter(student=student).order_by("-asked_on", "-id")[:100])


def adjustment_for(viewer: Viewer, adjustment_id: uuid.UUID, action: Action = Action.SEE) -> Adjustment:
    """The adjustment behind an id from outside; Http404 when the viewer may not."""
    found = (
        Adjustment.objects.filter(pk=adjustment_id)
        .select_related("student", "decided_by", "asked_by")
        .prefetch_related("evaluations__by")
        .first()
    )
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.ADJUSTMENT, action)
    return found


def unanswered(viewer: Viewer) -> QuerySet[Adjustment]:
    """Adjustments that were asked and wait for an answer this viewer may give, longest waiting first."""
    return (
        Adjustment.objects.filter(
            organisation_id=viewer.organisation_id,
            status=Adjustment.Status.ASKED,
            student__in=door.students(viewer, Data.ADJUSTMENT, Action.DECIDE),
        )
        .select_related("student")
        .order_by("asked_on", "id")
    )


def to_evaluate(viewer: Viewer, until: date) -> QuerySet[Adjustment]:
    """Adjustments whose evaluation is due until and including this day, first due first."""
    return (
        Adjustment.objects.filter(
            organisation_id=viewer.organisation_id,
            status=Adjustment.Status.GRANTED,
            evaluate_on__lte=until,
            student__in=door.students(viewer, Data.ADJUSTMENT, Action.RECORD),
        )
        .select_related("student")
        .order_by("evaluate_on", "id")
    )


def keeps_catalogue(viewer: Viewer) -> bool:
    """Whether this viewer says what the school offers."""
    return bool(viewer.role_names & KEEPERS)
