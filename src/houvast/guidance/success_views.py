"""The page of what went well."""

import uuid

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from houvast.core.access.words import Action, Data
from houvast.guidance import successes as kept
from houvast.people.carrying import press
from houvast.people.clock import now
from houvast.people.posted import posted, seen_revision
from houvast.people.submissions import new_key, once
from houvast.privacy import door


class SuccessForm(forms.Form):
    """What went well, in a sentence."""

    words = forms.CharField(
        label=_("What went well?"),
        help_text=_("One sentence with an example."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@login_required
@require_http_methods(["GET", "POST"])
def successes(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Read what went well, and write what you saw. A teacher writes and reads back nothing else."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.IDENTITY)
    sees = door.may(viewer, student, Data.SUCCESSES)
    writes = door.may(viewer, student, Data.SUCCESSES, Action.RECORD)
    if not (sees or writes) or (request.method == "POST" and not writes):
        raise Http404
    form = SuccessForm(posted(request))
    own = student.pk == viewer.person.pk
    if form.is_valid():

        def work() -> str:
            kept.record_success(student=student, by=viewer, words=form.cleaned_data["words"], on=viewer.day, at=now())
            messages.success(request, gettext("Nice. It is among what went well."))
            return request.path

        return once(request, work)
    context = {
        "student": student,
        "own": own,
        "form": form if writes else None,
        "found": [(one, new_key()) for one in kept.successes_of(viewer, student)],
        "back": reverse("student", args=(student.pk,)),
        "submission": new_key(),
    }
    return render(request, "guidance/successes.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def share(request: HttpRequest, success_id: uuid.UUID) -> HttpResponse:
    """The student shares it with family, or no longer."""
    viewer = door.viewer(request)
    found = kept.own_success_for(viewer, success_id)
    page = reverse("successes", args=(found.student_id,))

    def work() -> str:
        kept.share_success(
            success=found,
            by=viewer,
            shared=not found.is_shared,
            seen_revision=seen_revision(request, found.revision),
        )
        return page

    return press(request, work, again_url=page)
