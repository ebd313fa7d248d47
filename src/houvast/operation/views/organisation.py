"""The institution's settings, its units and its programmes."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from houvast.education.actions import ProgrammeFacts, ProgrammeIsListed, save_programme
from houvast.operation.forms.organisation import ChangeUnitForm, OrganisationForm, ProgrammeForm, UnitForm
from houvast.operation.queries.organisation import open_units, programmes, unit_here, units_page
from houvast.operation.views.office import Role, carry_out, office
from houvast.people.actions.organisation import OrganisationSettings, change_settings
from houvast.people.actions.record import note
from houvast.people.actions.units import add_unit, change_unit
from houvast.people.models import AdministrativeAct, Unit
from houvast.people.posted import posted
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door


@office(Role.ADMINISTRATOR)
def organisation(request: HttpRequest) -> HttpResponse:
    viewer = door.viewer(request)
    mine = viewer.person.organisation
    now = {
        "name": mine.name,
        "code": mine.code,
        "school_region": mine.school_region,
        "education": mine.education,
        "unseen_after_weeks": mine.unseen_after_weeks,
        "accent": mine.accent if mine.accent.startswith("#") else "",
        "mails_talk_report": mine.mails_talk_report,
        "postal_address": mine.postal_address,
        "phone": mine.phone,
        "email": mine.email,
        "website": mine.website,
        "seen": mine.revision,
    }
    form = OrganisationForm(posted(request), initial=now)

    def page() -> HttpResponse:
        context = {"form": form, "key": new_key()}
        return render(request, "operation/organisation.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        change_settings(wanted=OrganisationSettings(**typed), seen=form.cleaned_data["seen"], by=viewer)
        messages.success(request, _("The settings are saved."))
        return reverse("administration")

    return page() if request.method == "GET" else carry_out(request, form, work, page)


def _open_parents(viewer: Viewer) -> list[Unit]:
    return open_units(viewer, Unit.Kind.COLLEGE, Unit.Kind.TEAM)


@office(Role.ADMINISTRATOR)
def units(request: HttpRequest) -> HttpResponse:
    """The tree, or a part of it in a large school, and a form that adds one."""
    viewer = door.viewer(request)
    form = UnitForm(posted(request), parents=_open_parents(viewer))
    search, under = request.GET.get("search", "").strip()[:100], request.GET.get("under", "")

    def page() -> HttpResponse:
        found = units_page(viewer, search=search, under=_id(under), after=request.GET.get("after", "")[:200])
        asked = {"search": search, "under": under, "after": found.after}
        context = {
            "form": form,
            "page": found,
            "search": search,
            "next_url": "?" + urlencode(asked) if found.after else "",
            "key": new_key(),
        }
        return render(request, "operation/units.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        typed = form.cleaned_data
        unit = add_unit(kind=typed["kind"], name=typed["name"], parent=typed["parent"], by=viewer)
        messages.success(request, _("%(name)s is added.") % {"name": unit.name})
        return reverse("administration-units")

    return page() if request.method == "GET" else carry_out(request, form, work, page)


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@office(Role.ADMINISTRATOR)
def unit(request: HttpRequest, unit_id: uuid.UUID) -> HttpResponse:
    """Rename, move, close."""
    viewer = door.viewer(request)
    found = unit_here(viewer, unit_id)
    if found is None:
        raise Http404
    parents = [one for one in _open_parents(viewer) if not one.path.startswith(found.path)]
    now = {
        "name": found.name,
        "parent": str(found.parent_id or ""),
        "closed_on": found.closed_on,
        "seen": found.revision,
    }
    form = ChangeUnitForm(posted(request), initial=now, parents=parents)

    def page() -> HttpResponse:
        context = {"form": form, "unit": found, "key": new_key()}
        return render(request, "operation/unit.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        change_unit(unit_id=found.pk, by=viewer, **form.cleaned_data)
        messages.success(request, _("%(name)s is saved.") % {"name": form.cleaned_data["name"]})
        return reverse("administration-units")

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@office(Role.ADMINISTRATOR, methods=("GET",))
def programme_list(request: HttpRequest) -> HttpResponse:
    return render(request, "operation/programmes.html", {"programmes": programmes(door.viewer(request))})


@office(Role.ADMINISTRATOR)
def programme(request: HttpRequest, programme_id: uuid.UUID | None = None) -> HttpResponse:
    """Add one, or change one."""
    viewer = door.viewer(request)
    found = next((one for one in programmes(viewer) if one.pk == programme_id), None)
    if programme_id is not None and found is None:
        raise Http404
    now = {name: getattr(found, name) for name in ("name", "crebo", "education", "level", "years")} if found else {}
    form = ProgrammeForm(posted(request), initial=now)

    def page() -> HttpResponse:
        context = {"form": form, "programme": found, "key": new_key()}
        return render(request, "operation/programme.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        try:
            save_programme(
                organisation_id=viewer.organisation_id,
                programme_id=programme_id,
                facts=ProgrammeFacts(**form.cleaned_data),
            )
        except ProgrammeIsListed as error:
            raise CannotBeDone(_("This programme is listed already."), "name") from error
        note(by=viewer, act=AdministrativeAct.Act.PROGRAMME, text=form.cleaned_data["name"])
        messages.success(request, _("%(name)s is saved.") % {"name": form.cleaned_data["name"]})
        return reverse("administration-programmes")

    return page() if request.method == "GET" else carry_out(request, form, work, page)
