"""The first run: the institution and its administrator, by whoever can read the console."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from houvast.people.actions.set_up import (
    FirstAdministrator,
    Institution,
    appoint_first_administrator,
    found_organisation,
)
from houvast.people.clock import today
from houvast.people.first_run import code_fits, is_first_run
from houvast.people.forms import FirstRunForm
from houvast.people.models import Account
from houvast.people.queries import account_by_email
from houvast.people.sign_in import note_failed_try, origin_of, too_many_tries
from houvast.people.views.entrance import BACKEND, WAIT_MINUTES
from houvast.people.wall_opening import inside
from houvast.web.views import too_many


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Only while nobody can sign in, and only with the code from the console."""
    if not is_first_run():
        raise Http404
    if request.method == "GET":
        return render(request, "people/first_run.html", {"form": FirstRunForm()})
    form, origin = FirstRunForm(request.POST), origin_of(request)
    if too_many_tries("first run", origin):
        return too_many(request, minutes=WAIT_MINUTES)
    if form.is_valid() and not code_fits(form.cleaned_data["code"]):
        note_failed_try("first run", origin)
        form.add_error("code", _("This is not the code that was printed last. Start Houvast again for a new one."))
    if not form.is_valid():
        return render(request, "people/first_run.html", {"form": form}, status=422)
    login(request, _set_up(form), backend=BACKEND)
    return HttpResponseRedirect(reverse("start"))


def _set_up(form: FirstRunForm) -> Account:
    typed = form.cleaned_data
    organisation = found_organisation(
        Institution(name=typed["institution"], code=typed["institution_code"], school_region=typed["school_region"])
    )
    with inside([organisation.pk]):
        appoint_first_administrator(
            organisation=organisation,
            administrator=FirstAdministrator(
                given_name=typed["given_name"],
                name_prefix=typed["name_prefix"],
                family_name=typed["family_name"],
                email=typed["email"],
                language=(get_language() or "nl")[:2],
                password=typed["password"],
            ),
            on=today(),
        )
    return account_by_email(typed["email"])
