"""The page of components: every part in every state, in both languages. Development only, invented people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from houvast.web.design.forms import FilterForm, SampleForm
from houvast.web.design.samples import frame, samples
from houvast.web.forms import SignatureForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NOTHING_FILLED_IN = {"name": "", "day": "31-2-2027", "kind": "", "rating": "", "wellbeing": "", "report": ""}
WHOLE_PAGES = ("caseload", "procedure", "form", "confirm", "sign-in", "student", "errors")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "web/design/components.html", {**_context(), "whole_pages": WHOLE_PAGES})


@require_safe
def whole_page(request: HttpRequest, page: str) -> HttpResponse:
    """A page as a school sees it, made of the components."""
    if page not in WHOLE_PAGES:
        raise Http404(page)
    return render(request, f"web/design/{page.replace('-', '_')}.html", _context())


def _context() -> dict[str, Any]:
    return {
        **frame(),
        **samples(),
        "fresh_form": SampleForm(prefix="fresh"),
        "wrong_form": SampleForm(NOTHING_FILLED_IN),
        "signature_form": SignatureForm(),
        "filter_form": FilterForm({"search": "van"}),
    }
