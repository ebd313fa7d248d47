"""Records that may be of one person: the list, the two side by side, and what a person decides."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.core.access.words import Purpose
from houvast.operation.actions import doubles as actions
from houvast.operation.queries import doubles as queries
from houvast.operation.views.office import Role, carry_out, office
from houvast.people.clock import now
from houvast.people.submissions import new_key
from houvast.privacy import door
from houvast.web.days import long_day

OFFICE = (Role.ADMINISTRATOR, Role.STUDENT_ADMINISTRATION)


class SeenForm(forms.Form):
    """The revisions of the two records as they were shown."""

    one = forms.IntegerField(widget=forms.HiddenInput)
    other = forms.IntegerField(widget=forms.HiddenInput)


@office(*OFFICE, methods=("GET",))
def doubles(request: HttpRequest) -> HttpResponse:
    viewer = door.viewer(request)
    found, returned = queries.doubles(viewer), queries.returned(viewer)
    door.note_shown(
        [record.person.pk for double in found for record in (double.one, double.other)], Purpose.ADMINISTRATION
    )
    context = {"doubles": found, "returned": [(person, new_key()) for person in returned]}
    return render(request, "operation/doubles.html", context)


@office(*OFFICE)
def pair(request: HttpRequest, one_id: uuid.UUID, other_id: uuid.UUID) -> HttpResponse:
    """The two side by side; `do` says what was decided."""
    viewer = door.viewer(request)
    found = queries.pair_of(viewer, one_id, other_id)
    if found is None:
        raise Http404
    form = SeenForm(request.POST if request.method == "POST" else None)

    def page() -> HttpResponse:
        door.note_shown([found.one.person.pk, found.other.person.pk], Purpose.ADMINISTRATION)
        context = {
            "double": found,
            "columns": ["", _("First record"), _("Second record")],
            "rows": _side_by_side(found),
            "form": form,
            "key": new_key(),
            "key_apart": new_key(),
        }
        return render(request, "operation/double.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        seen = actions.Seen(
            one=found.one.person.pk,
            other=found.other.person.pk,
            one_revision=form.cleaned_data["one"],
            other_revision=form.cleaned_data["other"],
        )
        match request.POST.get("do"):
            case "merge":
                stays = actions.merge(seen=seen, by=viewer, at=now())
                messages.success(request, _("%(name)s is one person now; everything is kept.") % {"name": stays.name})
            case "apart":
                actions.keep_apart(seen=seen, by=viewer, at=now())
                messages.success(request, _("These stay two persons. They are not asked about again."))
            case _:
                raise Http404
        return reverse("administration-doubles")

    return page() if request.method == "GET" else carry_out(request, form, work, page)


def _side_by_side(double: queries.Double) -> list[tuple[str, str, str]]:
    """What is known of each, a row for each thing."""

    def told(record: queries.Record) -> tuple[str, ...]:
        person = record.person
        return (
            person.name,
            long_day(person.birth_date) if person.birth_date else _("not known"),
            person.number,
            person.email,
            ", ".join(record.sources),
            str(record.talks),
            f"{record.cases} ({record.running})",
            str(record.enrolments),
            str(record.results),
        )

    labels = (
        _("Name"),
        _("Birth date"),
        _("Student number"),
        _("E-mail address"),
        _("Known from"),
        _("Talks"),
        _("Procedures (running)"),
        _("Enrolments"),
        _("Results"),
    )
    return list(zip(labels, told(double.one), told(double.other), strict=True))


@office(*OFFICE, methods=("POST",))
def start_anew(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """An erased person who came back in a file gets a new record with the next file."""
    viewer = door.viewer(request)

    def work() -> str:
        actions.start_anew(person_id=person_id, by=viewer)
        messages.success(request, _("The next file makes a new record for this person."))
        return reverse("administration-doubles")

    def again() -> HttpResponse:
        for text in form.non_field_errors():
            messages.error(request, str(text))
        return render(request, "operation/doubles.html", {"doubles": (), "returned": ()}, status=422)

    form = forms.Form(request.POST)
    return carry_out(request, form, work, again)
