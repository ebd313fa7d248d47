"""Pages that explain: where somebody can go who does not agree; and for professionals, adjustments, sharing, whom to
involve. Public, about nobody, and nothing is kept.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from houvast.helpdesk.forms.sharing import SharingForm
from houvast.helpdesk.sharing import Verdict, What, Whom, may_share
from houvast.web.components import Rating

VERDICTS = {
    Verdict.MUST: (Rating.GREEN, _("Yes: it is a duty")),
    Verdict.MAY: (Rating.GREEN, _("Yes, what guidance needs")),
    Verdict.CONSENT: (Rating.AMBER, _("Only when the student agrees")),
    Verdict.NO: (Rating.RED, _("No")),
    Verdict.JUDGE: (Rating.AMBER, _("That is for a person to judge")),
}


@require_safe
def routes(request: HttpRequest) -> HttpResponse:
    """Who listens to somebody who does not agree, from a talk to a court (S-386 to S-391, S-400, S-401)."""
    return render(request, "helpdesk/routes.html")


@require_safe
def professionals(request: HttpRequest) -> HttpResponse:
    """Adjustments and help explained for who works with students (S-392 to S-399, S-642, S-644)."""
    return render(request, "helpdesk/professionals.html")


@require_safe
def sharing(request: HttpRequest) -> HttpResponse:
    """May I share this? A plain GET: the address names nobody and can be sent to a colleague."""
    form = SharingForm(request.GET or None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        typed = form.cleaned_data
        advice = may_share(Whom(typed["whom"]), What(typed["what"]), is_adult=typed["age"] == "adult")
        language = "en" if (get_language() or "nl").startswith("en") else "nl"
        rating, words = VERDICTS[advice.verdict]
        context |= {"advice": advice, "because": advice.because.in_(language), "rating": rating, "verdict": words}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "helpdesk/sharing.html", context, status=status)
