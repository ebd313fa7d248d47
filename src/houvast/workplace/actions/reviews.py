"""Planning, preparing, filling in, concluding and signing a progress review (S-213 to S-246)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data, Relation
from houvast.core.calendar import school_year_named
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.relations import relations_to
from houvast.web.days import long_day
from houvast.workplace import rating
from houvast.workplace.models import ProgressReview, ReviewRating, ReviewSignature, ReviewThreshold
from houvast.workplace.queries.places import triad_of
from houvast.workplace.queries.results import credits_of
from houvast.workplace.queries.reviews import colours_of, rating_values, threshold_on
from houvast.workplace.queries.rights import manages
from houvast.workplace.review_form import CODES, HIGHEST_LEVEL, Side

WAY = ProgressReview.Way


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationDraft:
    """What the student prepared; `with_credits` pulls the credits of today into the review (S-214 to S-216)."""

    guide_read: bool
    portfolio: str
    learning_questions: str
    with_credits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledDraft:
    """What one side filled in, all of it or half: `colours` and `remarks` by item code; the rest is for together."""

    colours: Mapping[str, str]
    remarks: Mapping[str, str]
    held_on: date | None = None
    participants: str = ""
    filled_in_by: str = ""
    progress_agreements: str = ""
    development_agreements: str = ""
    on_schedule: str = ""


def _must(by: Viewer, student: Person, action: Action) -> None:
    if not door.decision(by, student, Data.PROGRESS_REVIEW, action).allowed:
        raise PermissionDenied


def plan_review(*, student: Person, by: Viewer, planned_on: date, way: str) -> ProgressReview:
    """Plan a review with the triad of today.

    Raises CannotBeDone without a placement, for a day outside of it, or when a review still runs.
    """
    _must(by, student, Action.RECORD)
    triad = triad_of(student, by.day)
    if triad is None:
        raise CannotBeDone(_("There is no placement yet. Ask the placement office where you will learn at work."))
    begins, ends = triad.starts_on, triad.ends_on or school_year_named(triad.school_year).end
    if not begins <= planned_on <= ends:
        words = {"begins": long_day(begins), "ends": long_day(ends)}
        raise CannotBeDone(
            _("This place runs from %(begins)s to %(ends)s: choose a day in between.") % words, "planned_on"
        )
    if ProgressReview.objects.filter(student=student, concluded_at__isnull=True).exists():
        raise CannotBeDone(_("A progress review runs already. Finish that one first."))
    return ProgressReview.objects.create(
        organisation_id=student.organisation_id,
        student=student,
        triad=triad,
        way=way,
        planned_on=planned_on,
        planned_by=by.person,
    )


def prepare(*, review: ProgressReview, by: Viewer, draft: PreparationDraft, seen_revision: int, at: datetime) -> None:
    """The student prepares. Raises ChangedMeanwhile, CannotBeDone once it is concluded."""
    if by.person.pk != review.student_id:
        raise PermissionDenied
    _must(by, review.student, Action.RECORD)
    _still_open(review)
    credits_: Decimal | None = review.credits
    credits_on = review.credits_on
    if draft.with_credits:
        credits_, credits_on = credits_of(review.student, day_of(at)), day_of(at)
    _update(
        review,
        seen_revision,
        guide_read=draft.guide_read,
        portfolio=draft.portfolio,
        learning_questions=draft.learning_questions,
        credits=credits_ if draft.with_credits else None,
        credits_on=credits_on if draft.with_credits and credits_ is not None else None,
        prepared_at=at,
    )


def side_of(by: Viewer, review: ProgressReview) -> Side:
    """Whose colours this person fills in: those of together, or of the own side when the review is filled in apart."""
    if review.way == WAY.TOGETHER:
        return Side.TOGETHER
    if by.person.pk == review.student_id:
        return Side.STUDENT
    ties = relations_to(by, review.student)
    return Side.SUPERVISOR if Relation.WORKPLACE_SUPERVISOR in ties else Side.EDUCATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A form as somebody opened it: the review's revision, and every field as text."""

    revision: int
    values: Mapping[str, str]


def fill_in(*, review: ProgressReview, by: Viewer, side: Side, draft: FilledDraft, seen: Seen) -> None:
    """Keep what was filled in, half or whole.

    Raises ChangedMeanwhile when somebody else wrote in the same form, CannotBeDone once it is concluded.
    """
    _must(by, review.student, Action.RECORD)
    _still_open(review)
    if side is not Side.TOGETHER and side is not side_of(by, review):
        raise PermissionDenied
    with transaction.atomic():
        if side is Side.TOGETHER:
            _update(
                review,
                seen.revision,
                held_on=draft.held_on,
                participants=draft.participants,
                filled_in_by=draft.filled_in_by,
                progress_agreements=draft.progress_agreements,
                development_agreements=draft.development_agreements,
                on_schedule=draft.on_schedule if review.triad.level == HIGHEST_LEVEL else "",
            )
        else:  # two educators fill in one side; the revision is that of what is together
            ProgressReview.objects.select_for_update().get(pk=review.pk)
            if any(seen.values.get(name, "") != now for name, now in rating_values(review, side).items()):
                raise ChangedMeanwhile("The review")
        ReviewRating.objects.filter(review=review, side=side).exclude(item__in=_given(draft)).delete()
        ReviewRating.objects.bulk_create(
            [
                ReviewRating(
                    organisation_id=review.organisation_id,
                    review=review,
                    side=side,
                    item=code,
                    colour=draft.colours[code],
                    remark=draft.remarks.get(code, ""),
                    given_by=by.person,
                )
                for code in _given(draft)
            ],
            update_conflicts=True,
            unique_fields=["review", "side", "item"],
            update_fields=["colour", "remark", "given_by"],
        )


def _given(draft: FilledDraft) -> list[str]:
    return [code for code in CODES if draft.colours.get(code)]


def conclude(
    *, review: ProgressReview, by: Viewer, colour: str, why: str, leave_open: bool, seen_revision: int, at: datetime
) -> None:
    """The guides give the colour; the rule counted one, and the two are kept apart with a reason where they differ.

    `leave_open` says that items without a colour were left so on purpose. Both who sign get word.
    Raises CannotBeDone while something is missing, ChangedMeanwhile.
    """
    _must(by, review.student, Action.RECORD)
    if by.person.pk == review.student_id:
        raise CannotBeDone(_("Your guides give the colour, together with you. They finish the review."))
    _still_open(review)
    colours = colours_of(review, Side.TOGETHER)
    counted = rating.count(
        colours.values(),
        level=review.triad.level,
        on=review.held_on or day_of(at),
        threshold=threshold_on(review.organisation_id, review.held_on or day_of(at)),
    )
    for needed, text, field in _missing(review, counted, colour, why, leave_open=leave_open):
        if needed:
            raise CannotBeDone(text, field)
    with transaction.atomic():
        _update(
            review,
            seen_revision,
            counted=counted.colour,
            colour=colour,
            why=why,
            warnings=" ".join(counted.warnings),
            receipt=counted.receipt,
            concluded_at=at,
            concluded_by=by.person,
        )
        for person in (review.student, review.triad.supervisor):
            if person is not None and person.email and hasattr(person, "account"):
                ask_mail(
                    recipient=person,
                    kind=Kind.SIGNATURE,
                    key=f"progress-review/{review.pk}/{person.pk}",
                    link=reverse("workplace:review", args=(review.pk,)),
                    at=at,
                    organisation_id=review.organisation_id,
                )


def _missing(
    review: ProgressReview, counted: rating.Counted, colour: str, why: str, *, leave_open: bool
) -> tuple[tuple[bool, str, str | None], ...]:
    agreed = review.progress_agreements.strip() or review.development_agreements.strip()
    return (
        (review.held_on is None, _("Fill in on which day you talked first."), None),
        (counted.open == len(CODES), _("Fill in the items together first. What you filled in stays."), None),
        (
            counted.open > 0 and not leave_open,
            _("Some items have no colour yet. Fill them in, or say that you leave them open on purpose."),
            "leave_open",
        ),
        (
            review.triad.level == HIGHEST_LEVEL and not review.on_schedule,
            _("At level 4 the form also asks about the final assessment. Fill that in first."),
            None,
        ),
        (
            colour != "green" and not agreed,
            _("Amber and red ask for agreements that are concrete and feasible. Write down at least one first."),
            "colour",
        ),
        (
            colour != counted.colour and not why.strip(),
            _("The count says another colour. Write down why you see it differently."),
            "why",
        ),
    )


def sign(
    *, review: ProgressReview, by: Viewer, answer: str, remark: str, at: datetime, by_link: bool = False
) -> ReviewSignature:
    """Sign as the student or as the supervisor of this review. Raises CannotBeDone before it is concluded, or twice."""
    _must(by, review.student, Action.SIGN)
    if review.concluded_at is None:
        raise CannotBeDone(_("The review is not finished yet. You sign when the colour is given."))
    role = "student" if by.person.pk == review.student_id else "supervisor"
    try:
        with transaction.atomic():
            return ReviewSignature.objects.create(
                organisation_id=review.organisation_id,
                review=review,
                role=role,
                person=by.person,
                answer=answer,
                remark=remark,
                at=at,
                by_link=by_link,
            )
    except IntegrityError:
        raise CannotBeDone(_("This was signed already.")) from None


def set_threshold(
    *,
    by: Viewer,
    valid_from: date,
    least_green: int,
    most_amber: int,
    most_red_in_green: int | None,
    reason: str,
    at: datetime,
) -> ReviewThreshold:
    """From a day on the school counts by these numbers; what was counted before stays as it was.

    Raises CannotBeDone for a day in the past, a day that has numbers already, or more items than there are.
    """
    if not manages(by):
        raise PermissionDenied
    if valid_from < day_of(at):
        raise CannotBeDone(_("Choose today or a later day: what was counted before stays as it was."), "valid_from")
    if least_green + most_amber > 2 * len(CODES) or least_green > len(CODES):
        raise CannotBeDone(_("The form has fourteen items."), "least_green")
    try:
        with transaction.atomic():
            return ReviewThreshold.objects.create(
                organisation_id=by.organisation_id,
                valid_from=valid_from,
                least_green=least_green,
                most_amber=most_amber,
                most_red_in_green=most_red_in_green,
                reason=reason,
                set_by=by.person,
                set_at=at,
            )
    except IntegrityError:
        raise CannotBeDone(_("From that day there are thresholds already."), "valid_from") from None


def _still_open(review: ProgressReview) -> None:
    if review.concluded_at is not None:
        raise CannotBeDone(_("This review is finished. What you both saw stays as it is; plan a next one."))


def _update(review: ProgressReview, seen_revision: int, **values: object) -> None:
    changed = ProgressReview.objects.filter(pk=review.pk, revision=seen_revision).update(
        **values, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile("The review")
    review.refresh_from_db()
