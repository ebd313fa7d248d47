"""Change of coach, how full the coaches are, and who covers."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from houvast.appointments.actions import coaching as actions
from houvast.appointments.forms import AddToChangeForm, CoverForm, FirstTalkForm, NormForm, WriteChangeForm
from houvast.appointments.models import CoachChange
from houvast.appointments.queries import coaching
from houvast.appointments.queries.norms import norm_of
from houvast.people.carrying import carry_out
from houvast.people.clock import now
from houvast.people.models import RoleAssignment
from houvast.people.posted import posted
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door

ARRANGES = frozenset(
    {
        RoleAssignment.Role.TEAM_LEADER,
        RoleAssignment.Role.STUDENT_ADMINISTRATION,
        RoleAssignment.Role.ADMINISTRATOR,
    }
)


@login_required
@require_http_methods(["GET", "POST"])
def coach_change(request: HttpRequest, change_id: uuid.UUID) -> HttpResponse:
    """One change of coach: written by who coached, read and added to by the student, confirmed by who comes."""
    viewer = door.viewer(request)
    found = coaching.change_for(viewer, change_id)
    form = _form(request, found, viewer)
    if form is None and request.method == "POST":
        raise Http404

    def page(status: int = 200) -> HttpResponse:
        own = found.student_id == viewer.person.pk
        context = {
            "change": found,
            "own": own,
            "form": form,
            "writes": isinstance(form, WriteChangeForm),
            "adds": isinstance(form, AddToChangeForm),
            "back": reverse("start"),
            "submission": new_key(),
        }
        return render(request, "appointments/coach_change.html", context, status=status)

    def work() -> str:
        assert form is not None
        typed, seen = form.cleaned_data, form.cleaned_data["revision"]
        match form:
            case WriteChangeForm():
                actions.write_what_matters(
                    change=found, by=viewer, strengths=typed["strengths"], what_matters=typed["what_matters"],
                    seen_revision=seen, at=now(),
                )  # fmt: skip
                messages.success(request, gettext("Thank you. The student reads it first."))
                return reverse("start")
            case AddToChangeForm():
                actions.read_and_add(change=found, by=viewer, words=typed["words"], seen_revision=seen, at=now())
                messages.success(request, gettext("Thank you. Your new coach reads it."))
            case _:
                actions.confirm_first_talk(
                    change=found, by=viewer, on=typed["first_talk_on"], seen_revision=seen, at=now()
                )
                messages.success(request, gettext("Good. The student reads when you meet."))
        return request.path

    if request.method == "GET" or form is None:
        return page()
    return carry_out(request, form, work, page)


def _form(request: HttpRequest, change: CoachChange, viewer: Viewer) -> Any:
    """The part of this person; None for who only reads."""
    seen: dict[str, Any] = {"revision": change.revision}
    if viewer.person.pk == change.old_coach_id and change.confirmed_at is None:
        written = {"strengths": change.strengths, "what_matters": change.what_matters}
        return WriteChangeForm(posted(request), initial=written | seen)
    if viewer.person.pk == change.student_id and change.confirmed_at is None:
        return AddToChangeForm(posted(request), initial={"words": change.student_words} | seen)
    if viewer.person.pk == change.new_coach_id and change.confirmed_at is None:
        return FirstTalkForm(posted(request), initial=seen)
    return None


@login_required
@require_http_methods(["GET", "POST"])
def caseloads(request: HttpRequest) -> HttpResponse:
    """How many students each coach has against the norm, who covers, and who has no coach."""
    viewer = door.viewer(request)
    if not ARRANGES & viewer.role_names:
        raise Http404
    norm = norm_of(viewer.organisation_id)
    sets = viewer.has_role(RoleAssignment.Role.ADMINISTRATOR)
    initial = {"answer_within": norm.answer_within, "most_students": norm.most_students}
    form = NormForm(posted(request), initial=initial)
    if request.method == "POST" and not sets:
        raise Http404

    def page(status: int = 200) -> HttpResponse:
        rows = coaching.caseloads(viewer)
        context = {
            "rows": rows,
            "over": sum(1 for one in rows if one.is_over),
            "norm": norm,
            "without": coaching.without_contact(viewer),
            "lists": bool((ARRANGES - {RoleAssignment.Role.ADMINISTRATOR}) & viewer.role_names),
            "form": form if sets else None,
            "submission": new_key(),
        }
        return render(request, "appointments/caseloads.html", context, status=status)

    def work() -> str:
        actions.set_norms(by=viewer, **form.cleaned_data)
        messages.success(request, gettext("The norms are kept."))
        return request.path

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def cover(request: HttpRequest, coach_id: uuid.UUID) -> HttpResponse:
    """Somebody covers for an absent coach, from a day until a day."""
    viewer = door.viewer(request)
    if not ARRANGES & viewer.role_names:
        raise Http404
    coach = coaching.coach_for(viewer, coach_id)
    colleagues = coaching.may_cover(viewer, coach)
    form = CoverForm(posted(request), colleagues=colleagues, initial={"starts_on": viewer.day})

    def page(status: int = 200) -> HttpResponse:
        context = {
            "coach": coach,
            "form": form,
            "back": reverse("appointments:caseloads"),
            "submission": new_key(),
        }
        return render(request, "appointments/cover.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        made = actions.arrange_cover(
            coach=coach, cover=uuid.UUID(typed["cover"]), starts_on=typed["starts_on"], ends_on=typed["ends_on"],
            by=viewer, at=now(),
        )  # fmt: skip
        messages.success(
            request,
            gettext("%(name)s covers and sees these students in those days only.") % {"name": made.cover.name},
        )
        return reverse("appointments:caseloads")

    return page() if request.method == "GET" else carry_out(request, form, work, page)
