"""A fact that a procedure needs: typed here when only a person can say it, else where the house keeps it."""

import uuid

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from houvast.cases import queries, reading
from houvast.cases.actions import telling
from houvast.cases.record_forms import YES_NO
from houvast.core.procedure.pack import Fact
from houvast.core.procedure.roles import Role
from houvast.people.clock import now
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.submissions import FIELD, new_key, once
from houvast.privacy import door

INVALID, CONFLICT = 422, 409


class FactForm(forms.Form):
    """One fact: yes or no, a number, or one of the procedure's words."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, fact: Fact, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        label = fact.title.in_(queries.language())
        if fact.type == "number":
            self.fields["value"] = forms.FloatField(label=label)
        else:
            choices = YES_NO if fact.type == "yes_no" else [(value, value) for value in fact.values]
            self.fields["value"] = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)

    def value(self) -> bool | float | str:
        """What was said, as the procedure reads it."""
        said = self.cleaned_data["value"]
        if isinstance(said, float):
            return said
        return {"yes": True, "no": False}.get(str(said), str(said))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: HttpRequest, case_id: uuid.UUID, fact_id: str) -> HttpResponse:
    """Tell the case what it needs to know about the student."""
    viewer = door.viewer(request)
    opened = reading.read(queries.case_for(viewer, case_id), viewer)
    asked = opened.pack.facts.get(fact_id)
    if asked is None or opened.erased or opened.state.ended:
        raise Http404
    if not telling.is_told(asked):
        return redirect(_kept_at(asked, opened))
    if not telling.may_tell(opened.case, opened.pack, asked, viewer):
        raise Http404
    form = FactForm(asked, request.POST or None, initial={"revision": opened.case.revision})
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():

            def work() -> str:
                telling.tell(
                    case_id=case_id, fact_id=fact_id, value=form.value(), by=viewer, at=now(),
                    seen_revision=form.cleaned_data["revision"],
                )  # fmt: skip
                return reverse("cases:case", args=(case_id,))

            try:
                return once(request, work)
            except ChangedMeanwhile:
                status = CONFLICT
    context = {
        "case": opened.case,
        "student": opened.case.student,
        "over": opened.pack.title.in_(queries.language()),
        "ask": asked.ask.in_(queries.language()),
        "form": form,
        "changed": status == CONFLICT,
        "revision": opened.case.revision,
        "key": request.POST.get(FIELD) or new_key(),
    }
    return render(request, "cases/fact.html", context, status=status)


def _kept_at(asked: Fact, opened: reading.OpenedCase) -> str:
    """Where the house keeps such a fact: who the student is, the talks; else the case itself."""
    student = opened.case.student_id
    if asked.asked_of is Role.STUDENT_ADMINISTRATION and Role.STUDENT_ADMINISTRATION in opened.roles:
        return reverse("administration-identity", args=(student,))
    if asked.asked_of is Role.COACH and Role.COACH in opened.roles:
        return reverse("record-talk", args=(student,))
    return reverse("cases:case", args=(opened.case.pk,))
