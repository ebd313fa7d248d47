"""Asking, granting, refusing and evaluating an adjustment; and saying what the school offers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import get_language, gettext

from houvast.core.access.words import Action, Data
from houvast.core.calendar import months_after
from houvast.education.models import Programme
from houvast.people.clock import day_of
from houvast.people.ids import new_id
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.plan.catalogue import BY_KEY
from houvast.plan.law import must_be_made
from houvast.plan.models import Adjustment, AdjustmentEvaluation, AdjustmentOption
from houvast.plan.queries.adjustments import keeps_catalogue
from houvast.privacy import door

EVALUATED_WITHIN_MONTHS = 12
"""Agreements on support are evaluated at least once in every study year (WEB article 8.1.3a)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An adjustment as it is asked; `option` is a key of the catalogue, domain and ground are values of the model."""

    option: str
    domain: str
    ground: str
    what: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What was agreed: who does what, from when until when (None: as long as it is needed), and at exams."""

    arranged: str
    starts_on: date
    ends_on: date | None
    exam_effect: str
    evaluate_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """A look back; `outcome` is an AdjustmentEvaluation.Outcome value, `next_on` None when it ended."""

    works: str
    outcome: str
    next_on: date | None
    arranged: str = ""


def ask_adjustment(*, student: Person, by: Viewer, asked: Asked, at: datetime) -> Adjustment:
    """Ask for an adjustment: the student, or who guides the student. No medical facts are needed (S-393)."""
    _allowed(by, student, Action.RECORD)
    if asked.starts_on and asked.ends_on and asked.ends_on < asked.starts_on:
        raise CannotBeDone(gettext("It ends before it begins."))
    return Adjustment.objects.create(
        organisation_id=student.organisation_id,
        student=student,
        option=asked.option,
        domain=asked.domain,
        ground=asked.ground,
        what=asked.what,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        exam_effect=_exam_effect(asked.option),
        asked_by=by.person,
        asked_on=day_of(at),
    )


def _exam_effect(option: str) -> str:
    return str(BY_KEY[option].exam_effect) if option in BY_KEY else ""


def grant(*, adjustment: Adjustment, by: Viewer, granted: Granted, seen_revision: int, on: date) -> None:
    """Agree to an adjustment for a period, with the day of its evaluation: within a year."""
    _allowed(by, adjustment.student, Action.DECIDE)
    _still_asked(adjustment)
    if granted.ends_on and granted.ends_on < granted.starts_on:
        raise CannotBeDone(gettext("It ends before it begins."))
    if not granted.starts_on <= granted.evaluate_on <= months_after(granted.starts_on, EVALUATED_WITHIN_MONTHS):
        raise CannotBeDone(gettext("Look back within a year: the law asks that for agreements on support."))
    _update(
        adjustment,
        seen_revision,
        status=Adjustment.Status.GRANTED,
        arranged=granted.arranged,
        starts_on=granted.starts_on,
        ends_on=granted.ends_on,
        exam_effect=granted.exam_effect,
        evaluate_on=granted.evaluate_on,
        decided_by=by.person,
        decided_on=on,
    )


def refuse(*, adjustment: Adjustment, by: Viewer, reason: str, is_burden: bool, seen_revision: int, on: date) -> None:
    """Refuse an adjustment, with the reason. One for a disability or long-lasting illness is refused only as a burden
    that is out of proportion, and the school shows why (Wgbh/cz articles 2 and 10; S-394).
    """
    _allowed(by, adjustment.student, Action.DECIDE)
    _still_asked(adjustment)
    if not reason.strip():
        raise CannotBeDone(gettext("A refusal needs its reason."))
    if due := must_be_made(adjustment, is_burden=is_burden, reasoned=True, on=on, language=get_language() or "nl"):
        raise CannotBeDone(due)
    _update(
        adjustment,
        seen_revision,
        status=Adjustment.Status.REFUSED,
        reason=reason,
        is_burden=is_burden,
        decided_by=by.person,
        decided_on=on,
    )


def withdraw(*, adjustment: Adjustment, by: Viewer, seen_revision: int, on: date) -> None:
    """Say that what was asked is not needed after all: the student, or who asked it."""
    _allowed(by, adjustment.student, Action.RECORD)
    if by.person.pk not in {adjustment.student_id, adjustment.asked_by_id}:
        raise PermissionDenied
    _still_asked(adjustment)
    _update(adjustment, seen_revision, status=Adjustment.Status.WITHDRAWN, decided_on=on)


def evaluate(*, adjustment: Adjustment, by: Viewer, evaluated: Evaluated, seen_revision: int, on: date) -> None:
    """Look back together: it goes on, goes on otherwise, or ends; going on has a next evaluation within a year."""
    _allowed(by, adjustment.student, Action.RECORD)
    if by.person.pk == adjustment.student_id:
        raise PermissionDenied
    if adjustment.status != Adjustment.Status.GRANTED:
        raise CannotBeDone(gettext("Only an adjustment that was agreed is evaluated."))
    ends = evaluated.outcome == AdjustmentEvaluation.Outcome.ENDED
    next_on = None if ends else evaluated.next_on
    if not ends and (next_on is None or not on < next_on <= months_after(on, EVALUATED_WITHIN_MONTHS)):
        raise CannotBeDone(gettext("Look back within a year: the law asks that for agreements on support."))
    changed: dict[str, object] = {"evaluate_on": next_on or adjustment.evaluate_on}
    if ends:
        changed |= {"status": Adjustment.Status.ENDED, "ends_on": max(on, adjustment.starts_on or on)}
    elif evaluated.outcome == AdjustmentEvaluation.Outcome.CHANGED and evaluated.arranged:
        changed["arranged"] = evaluated.arranged
    with transaction.atomic():
        _update(adjustment, seen_revision, **changed)
        AdjustmentEvaluation.objects.create(
            organisation_id=adjustment.organisation_id,
            adjustment=adjustment,
            held_on=on,
            by=by.person,
            works=evaluated.works,
            outcome=evaluated.outcome,
            next_on=next_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a school says of one adjustment: everywhere, or in one programme. `name` and `kind` for an own one."""

    key: str
    stance: str
    remark: str
    programme: Programme | None = None
    kind: str = ""
    name: str = ""


def set_offer(*, by: Viewer, offer: Offer, at: datetime) -> AdjustmentOption:
    """Say what the school offers. What is not possible says why; nobody is refused by a list (S-394, S-544)."""
    if not keeps_catalogue(by):
        raise PermissionDenied
    if offer.stance == AdjustmentOption.Stance.NOT_HERE and not offer.remark.strip():
        raise CannotBeDone(gettext("Say why this is not possible, and what is."), "remark")
    key = offer.key or f"{slugify(offer.name)[:24]}-{new_id().hex[-8:]}"
    said, _ = AdjustmentOption.objects.update_or_create(
        organisation_id=by.organisation_id,
        key=key,
        programme=offer.programme,
        defaults={
            "kind": offer.kind,
            "name": offer.name,
            "stance": offer.stance,
            "remark": offer.remark,
            "changed_by": by.person,
            "changed_at": at,
        },
    )
    return said


def _allowed(by: Viewer, student: Person, action: Action) -> None:
    if not door.decision(by, student, Data.ADJUSTMENT, action).allowed:
        raise PermissionDenied


def _still_asked(adjustment: Adjustment) -> None:
    if adjustment.status != Adjustment.Status.ASKED:
        raise CannotBeDone(gettext("This was answered already."))


def _update(adjustment: Adjustment, seen_revision: int, **values: object) -> None:
    changed = Adjustment.objects.filter(pk=adjustment.pk, revision=seen_revision).update(
        **values, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile("The adjustment")
    adjustment.refresh_from_db()
