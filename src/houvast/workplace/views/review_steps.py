"""The steps of one progress review, for who signed in and for who came by a link: the same pages, other ways back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from houvast.core.access.words import Data, Purpose
from houvast.people.carrying import INVALID, Once, carry_out
from houvast.people.clock import now
from houvast.people.posted import posted, seen_revision
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.submissions import new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.forms import SignatureForm
from houvast.workplace.actions import reviews as acts
from houvast.workplace.forms.reviews import FillForm, seen_fields
from houvast.workplace.merging import merge
from houvast.workplace.models import ProgressReview
from houvast.workplace.queries import review_pages
from houvast.workplace.review_form import COLOUR_WORDS, HIGHEST_LEVEL, Side

CONFLICT = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How somebody came to a review: where its page is for them, and how their work is done once."""

    home: str
    by_link: bool = False
    do_once: Once = once


def sides_for(viewer: Viewer, review: ProgressReview) -> tuple[Side, ...]:
    """Which forms this person may fill in: the own one first where it is filled in apart."""
    own = acts.side_of(viewer, review)
    return (own,) if own is Side.TOGETHER else (own, Side.TOGETHER)


def fill(request: HttpRequest, viewer: Viewer, review: ProgressReview, side: Side, way: Way) -> HttpResponse:
    """Fill in the items, half or whole. When somebody else wrote at the same time, both are merged and shown (409)."""
    if request.method == "GET" and review.concluded_at:
        return redirect(way.home)
    stored = review_pages.stored_values(review, side)

    def form_of(data: Mapping[str, str] | None, initial: Mapping[str, str], revision: int) -> FillForm:
        return FillForm(
            data,
            whole=side is Side.TOGETHER,
            highest_level=review.triad.level == HIGHEST_LEVEL,
            revision=revision,
            on=viewer.day,
            initial=dict(initial),
        )

    def page(form: FillForm, seen: Mapping[str, str], status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "review": review,
            "student": review.student,
            "own": viewer.person.pk == review.student_id,
            "together": side is Side.TOGETHER,
            "seen": seen_fields(seen),
            "conflict": status == CONFLICT,
            "back": way.home,
            "key": new_key(),
        }
        return render(request, "workplace/review_fill.html", context, status=status)

    first = {**_told(viewer, review), **{name: value for name, value in stored.items() if value}}
    form = form_of(posted(request), {**stored, **first}, seen_revision(request, review.revision))
    if request.method == "GET":
        return page(form, stored)
    if not form.is_valid():
        return page(form, form.seen(), INVALID)

    def work() -> str:
        seen = acts.Seen(revision=form.revision, values=form.seen())
        acts.fill_in(review=review, by=viewer, side=side, draft=form.draft(), seen=seen)
        messages.success(request, gettext("What you filled in is kept."))
        return way.home

    try:
        return way.do_once(request, work)
    except CannotBeDone as reason:
        form.add_error(None, str(reason))
        return page(form, form.seen(), INVALID)
    except ChangedMeanwhile:
        review.refresh_from_db()
        stored = review_pages.stored_values(review, side)
        merged = merge(seen=form.seen(), mine=form.typed(), stored=stored)
        again = form_of(None, merged.values, review.revision)
        again.others = {name: _in_words(name, value) for name, value in merged.theirs.items()}
        return page(again, stored, CONFLICT)


def _told(viewer: Viewer, review: ProgressReview) -> dict[str, str]:
    """What stands in the head of an empty form: today, who takes part, who fills it in; all of it may be changed."""
    guides = (viewer.person,) if viewer.person.pk != review.student_id else ()
    return {
        "held_on": viewer.day.isoformat(),
        "participants": ", ".join(one.name for one in (review.student, *guides)),
        "filled_in_by": viewer.person.name,
    }


def _in_words(name: str, value: str) -> str:
    if not value:
        return gettext("nothing")
    return str(COLOUR_WORDS[value][1]) if value in COLOUR_WORDS and not name.endswith("remark") else value


def sign(request: HttpRequest, viewer: Viewer, review: ProgressReview, way: Way) -> HttpResponse:
    """Sign, or sign with a disagreement."""
    form = SignatureForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            **review_pages.review_page(review, viewer),
            "back": way.home,
            "key": new_key(),
        }
        return render(request, "workplace/review_sign.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        acts.sign(
            review=review, by=viewer, answer=typed["answer"], remark=typed["remark"], at=now(), by_link=way.by_link
        )
        messages.success(request, gettext("Thank you. Your signature stands under the review."))
        return way.home

    return page() if request.method == "GET" else carry_out(request, form, work, page, do_once=way.do_once)


def may_see(viewer: Viewer, review: ProgressReview) -> bool:
    """Whether this person may see the review today; notes the read."""
    if not door.may(viewer, review.student, Data.PROGRESS_REVIEW):
        return False
    door.note_shown([review.student_id], Purpose.GUIDANCE)
    return True
