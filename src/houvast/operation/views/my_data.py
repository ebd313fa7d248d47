"""My data: what is known of me and who sees it, a copy to take along, and what I ask about it."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.core.access.words import Action, Data, Relation
from houvast.operation.forms.privacy import AskForm
from houvast.operation.queries import privacy as queries
from houvast.operation.views.office import carry_out
from houvast.people.clock import now, today
from houvast.people.models import Person
from houvast.people.posted import posted
from houvast.people.step_up import ask_again, is_strong
from houvast.people.submissions import new_key
from houvast.privacy import door, plain
from houvast.privacy.actions import rights
from houvast.privacy.children import child
from houvast.privacy.models import RightsRequest
from houvast.privacy.representing import represented_until
from houvast.privacy.told import OwnData, as_zip, own_data
from houvast.web.days import long_day


def _own(request: HttpRequest, action: Action = Action.SEE) -> Person:
    viewer = door.viewer(request)
    return door.student(viewer, viewer.person.pk, Data.RIGHTS, action)


@require_safe
@never_cache
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything about one's own data in one place."""
    student = _own(request)
    viewer = door.viewer(request)
    context = {
        "requests": [_told(one) | {"mine": rights.may_withdraw(one, viewer)} for one in queries.own_requests(student)],
        "until": represented_until(student, viewer.day),
        "emergencies": queries.own_emergencies(student),
        "erasures": queries.own_erasures(student),
        "today": today(),
    }
    return render(request, "operation/privacy/my_data.html", context)


def _told(asked: RightsRequest) -> dict[str, object]:
    return {
        "asked": asked,
        "about": plain.title_of(asked.about),
        "key": new_key(),
        "by_guardian": asked.asked_by_id != asked.student_id,
        "mine": True,
    }


@require_safe
@never_cache
@login_required
def who_sees(request: HttpRequest) -> HttpResponse:
    """What is kept of a student and who sees it, made from the policy itself. Open to everybody who signs in."""
    viewer = door.viewer(request)
    context = {"kinds": plain.who_sees_what(), "has_data": door.may(viewer, viewer.person, Data.RIGHTS)}
    return render(request, "operation/privacy/who_sees.html", context)


@never_cache
@login_required
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """One's own data as a file: a page to read, the same for a computer, and the letters."""
    student = _own(request, Action.EXPORT)
    if not is_strong(request):
        return ask_again(reverse("my-data"))
    return _as_file(own_data(student, at=now()), _("my-data"))


def _as_file(own: OwnData, called: str) -> HttpResponse:
    name = called + f"-{long_day(today()).replace(' ', '-')}.zip"
    answer = HttpResponse(as_zip(own), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask to correct, contest or erase something."""
    return _ask(request, _own(request, Action.RECORD), of_child=False)


def _ask(request: HttpRequest, student: Person, *, of_child: bool) -> HttpResponse:
    viewer = door.viewer(request)
    form = AskForm(posted(request), by_guardian=of_child)
    back = reverse("child-data", args=[student.pk]) if of_child else reverse("my-data")

    def page() -> HttpResponse:
        context = {"form": form, "key": new_key(), "back": back, "student": student if of_child else None}
        return render(request, "operation/privacy/ask.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        said = form.cleaned_data
        asked = rights.Asked(kind=said["kind"], about=said["about"], words=said["words"])
        rights.ask(student=student, asked=asked, by=viewer, at=now())
        return back

    return carry_out(request, form, work, page) if request.method == "POST" else page()


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """Take a request back."""
    return _withdraw(request, _own(request, Action.RECORD), request_id, reverse("my-data"))


def _withdraw(request: HttpRequest, student: Person, request_id: uuid.UUID, back: str) -> HttpResponse:
    viewer = door.viewer(request)
    asked = next((one for one in queries.own_requests(student) if one.pk == request_id), None)
    if asked is None or not rights.may_withdraw(asked, viewer):
        raise Http404
    if asked.state == asked.State.OPEN:
        rights.withdraw(request=asked, by=viewer, revision=asked.revision)
    return HttpResponseRedirect(back)


@require_safe
@never_cache
@login_required
def child_data(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The rights of one's child under 16: to see, to take along, to have put right."""
    viewer = door.viewer(request)
    student = child(viewer, student_id, Data.RIGHTS)
    asked = [one for one in queries.own_requests(student) if one.asked_by_id == viewer.person.pk]
    until = represented_until(student, viewer.day)
    context = {"student": student, "requests": [_told(one) for one in asked], "until": until}
    return render(request, "operation/privacy/child_data.html", context)


@never_cache
@login_required
@require_POST
def child_copy(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """A copy of what a guardian may see of the child, to read and for a computer."""
    student = child(door.viewer(request), student_id, Data.RIGHTS, Action.EXPORT)
    if not is_strong(request):
        return ask_again(reverse("child-data", args=[student.pk]))
    return _as_file(own_data(student, at=now(), relation=Relation.LEGAL_REPRESENTATIVE), _("data-of-my-child"))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def child_ask(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Ask to correct, contest or erase something of one's child."""
    return _ask(request, child(door.viewer(request), student_id, Data.RIGHTS, Action.RECORD), of_child=True)


@never_cache
@login_required
@require_POST
def child_withdraw(request: HttpRequest, student_id: uuid.UUID, request_id: uuid.UUID) -> HttpResponse:
    """Take a request back that one made oneself."""
    viewer = door.viewer(request)
    student = child(viewer, student_id, Data.RIGHTS, Action.RECORD)
    return _withdraw(request, student, request_id, reverse("child-data", args=[student.pk]))
