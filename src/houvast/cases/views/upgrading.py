"""A newer version of the procedure of a running case: what would change, and the decision to follow it."""

import uuid

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from houvast.cases import queries, reading, showing
from houvast.cases.actions import upgrading
from houvast.cases.errors import CannotNow
from houvast.core.procedure.upgrade import analyse
from houvast.people.clock import now
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.submissions import FIELD, new_key, once
from houvast.privacy import door

INVALID, CONFLICT = 422, 409


class VersionForm(forms.Form):
    """Why the case follows another version from here on."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why follow the newer version?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Show what a newer version would change in this case; follow it when nothing is lost."""
    viewer = door.viewer(request)
    opened = reading.read(queries.case_for(viewer, case_id), viewer)
    if upgrading.may_upgrade(opened.case, opened.pack, viewer) is None or opened.erased or opened.state.ended:
        raise Http404
    form = VersionForm(request.POST or None, initial={"revision": opened.case.revision})
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            seen, reason = form.cleaned_data["revision"], form.cleaned_data["reason"]

            def work() -> str:
                upgrading.follow_newer_version(case_id=case_id, reason=reason, by=viewer, at=now(), seen_revision=seen)
                return reverse("cases:case", args=(case_id,))

            try:
                return once(request, work)
            except CannotNow:
                status = INVALID
            except ChangedMeanwhile:
                status = CONFLICT
    spoken = queries.language()
    newer = upgrading.newer_version(opened.case, opened.pack, viewer)
    found = analyse(opened.pack, newer, opened.state.log) if newer is not None else None
    context = {
        "case": opened.case,
        "student": opened.case.student,
        "title": opened.pack.title.in_(spoken),
        "newer": newer,
        "changes": [change.in_(spoken) for change in found.changes] if found else (),
        "losses": showing.why(upgrading.losses(found)) if found else (),
        "form": form,
        "changed": status == CONFLICT,
        "key": request.POST.get(FIELD) or new_key(),
    }
    return render(request, "cases/version.html", context, status=status)
