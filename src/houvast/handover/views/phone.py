"""The student's answer on their own phone by a link, without an account."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from houvast.core.handover.steps import Party
from houvast.handover import actions, queries
from houvast.handover.models import Handover
from houvast.handover.views.giving import answer_context, answer_form
from houvast.people.clock import now
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.privacy.scope import organisation_scope

INVALID = 422


@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "POST"])
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Say per item what may be told, or no; 404 for a link that was used, ran out or never was."""
    found = queries.consent_behind(token, at=now())
    if found is None:
        raise Http404
    organisation_id, handover_id = found
    with organisation_scope([organisation_id]):
        return _answered(request, token, handover_id)


def _answered(request: HttpRequest, token: str, handover_id: uuid.UUID) -> HttpResponse:
    handover = queries.handover_behind_link(handover_id)
    if handover is None:
        raise Http404
    form = answer_form(request, handover)
    if request.method == "POST":
        try:
            if "no" in request.POST:
                _say_no(handover)
                return _thanks(request, handover, yes=False)
            if form.is_valid():
                actions.write_answer(
                    handover,
                    agreed=form.agreed(),
                    own_words=form.cleaned_data["own_words"],
                    seen_revision=form.cleaned_data["revision"],
                    at=now(),
                    how=gettext("Answered by a link, without signing in."),
                )
                actions.use_link(token=token, at=now())
                return _thanks(request, handover, yes=True)
        except (CannotBeDone, ChangedMeanwhile):
            form.add_error(None, gettext("This was changed meanwhile. Look at it again."))
    here = reverse("answer-by-link", args=(token,))
    context = {"form": form, "by_link": True, **answer_context(handover, no_url="", back=here)}
    return render(request, "handover/answer.html", context, status=INVALID if form.is_bound else 200)


def _say_no(handover: Handover) -> None:
    actions.write_revocation(
        handover, party=Party.STUDENT, by=handover.student, reason="", seen_revision=handover.revision, at=now()
    )


def _thanks(request: HttpRequest, handover: Handover, *, yes: bool) -> HttpResponse:
    return render(request, "handover/thanks.html", {"handover": handover, "yes": yes})
