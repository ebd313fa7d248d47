"""My data: what is known of me and who sees it, a copy to take along, and what I ask about it."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.core.access.words import Action, Data
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
from houvast.privacy.models import RightsRequest
from houvast.privacy.told import as_zip, own_data
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
    context = {
        "requests": [_told(one) for one in queries.own_requests(student)],
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
    }


@require_safe
@never_cache
@login_required
def who_sees(request: HttpRequest) -> HttpResponse:
    """What is kept of a student and who sees it, made from the policy itself. Open to everybody who signs in."""
    return render(request, "operation/privacy/who_sees.html", {"kinds": plain.who_sees_what()})


@never_cache
@login_required
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """One's own data as a file: a page to read, the same for a computer, and the letters."""
    student = _own(request, Action.EXPORT)
    if not is_strong(request):
        return ask_again(reverse("my-data"))
    name = _("my-data") + f"-{long_day(today()).replace(' ', '-')}.zip"
    answer = HttpResponse(as_zip(own_data(student, at=now())), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask to correct, contest or erase something."""
    student = _own(request, Action.RECORD)
    viewer = door.viewer(request)
    form = AskForm(posted(request))

    def page() -> HttpResponse:
        context = {"form": form, "key": new_key()}
        return render(request, "operation/privacy/ask.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        said = form.cleaned_data
        asked = rights.Asked(kind=said["kind"], about=said["about"], words=said["words"])
        rights.ask(student=student, asked=asked, by=viewer, at=now())
        return reverse("my-data")

    return carry_out(request, form, work, page) if request.method == "POST" else page()


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """Take a request back."""
    student = _own(request, Action.RECORD)
    asked = next((one for one in queries.own_requests(student) if one.pk == request_id), None)
    if asked is None:
        raise Http404
    if asked.state == asked.State.OPEN:
        rights.withdraw(request=asked, by=door.viewer(request), revision=asked.revision)
    return HttpResponseRedirect(reverse("my-data"))
