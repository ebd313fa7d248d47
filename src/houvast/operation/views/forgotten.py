"""A forgotten password: a link by mail, and the same answer for every address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from houvast.operation.actions.access import ask_new_password
from houvast.operation.forms.forgotten import ForgottenForm
from houvast.people.posted import posted
from houvast.people.sign_in import note_failed_try, origin_of, too_many_tries
from houvast.people.views.entrance import WAIT_MINUTES
from houvast.web.views import too_many


@never_cache
@require_http_methods(["GET", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Every request counts as a try, so that nobody can fill a mailbox or ask for many addresses."""
    form = ForgottenForm(posted(request))
    if request.method == "GET" or not form.is_valid():
        context = {"form": form}
        return render(request, "operation/forgotten.html", context, status=200 if request.method == "GET" else 422)
    email, origin = form.cleaned_data["email"], origin_of(request)
    tries = f"forgotten {email}"
    if too_many_tries(tries, origin):
        return too_many(request, minutes=WAIT_MINUTES)
    note_failed_try(tries, origin)
    ask_new_password(email)
    return render(request, "operation/forgotten_sent.html", {"email": email})
