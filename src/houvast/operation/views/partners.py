"""Partners in other organisations: who sees which student of ours, invite somebody, give more, end it."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.operation.actions import partners as actions
from houvast.operation.forms.partners import DATA_NAMES, InvitePartnerForm, ReachForm
from houvast.operation.forms.staff import EndRoleForm
from houvast.operation.queries import partners as queries
from houvast.operation.views.office import Role, carry_out, hand_link, link_to_show, office
from houvast.people.models import Person
from houvast.people.posted import posted
from houvast.people.submissions import new_key
from houvast.people.waiting import opens_confidence
from houvast.privacy import door


def _sees() -> list[str]:
    return [str(DATA_NAMES.get(data, data.value)) for data in queries.what_partners_see()]


@office(Role.ADMINISTRATOR, methods=("GET",))
def partners(request: HttpRequest) -> HttpResponse:
    """Everybody of another organisation who reaches students of ours."""
    context = {"rows": queries.partners(door.viewer(request)), "sees": _sees()}
    return render(request, "operation/partners.html", context)


@office(Role.ADMINISTRATOR)
def invite(request: HttpRequest) -> HttpResponse:
    viewer = door.viewer(request)
    form = InvitePartnerForm(posted(request), viewer=viewer, initial={"starts_on": viewer.day})

    def page() -> HttpResponse:
        context = {"form": form, "sees": _sees(), "key": new_key()}
        return render(request, "operation/partner_invite.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        invited = actions.invite_partner(
            at=form.partner(),
            new=form.new_person(),
            role=form.cleaned_data["role"],
            reach=form.reach(),
            by=viewer,
        )
        _hand_over(request, invited)
        return reverse("administration-partner", kwargs={"person_id": invited.person.pk})

    return page() if request.method == "GET" else carry_out(request, form, work, page)


def _hand_over(request: HttpRequest, invited: actions.Invited) -> None:
    if invited.address and opens_confidence(invited.person.pk, invited.person.organisation_id):
        messages.info(request, _("The link goes by mail only: this person opens what is told in confidence."))
    elif invited.address:
        hand_link(request, invited.person, invited.address)
    else:
        messages.success(request, _("%(name)s signs in already.") % {"name": invited.person.name})


@office(Role.ADMINISTRATOR)
def partner(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """One partner: which students, from when until when, and a form that gives more."""
    viewer = door.viewer(request)
    found = queries.partner(viewer, person_id)
    if found is None:
        raise Http404
    form = ReachForm(posted(request), viewer=viewer, initial={"starts_on": viewer.day})

    def page() -> HttpResponse:
        return _partner_page(request, found, form, status=422 if form.is_bound else 200)

    def work() -> str:
        actions.give_reach(person=Person(pk=found.id), reach=form.reach(), by=viewer)
        messages.success(request, _("%(name)s sees these students.") % {"name": found.name})
        return reverse("administration-partner", kwargs={"person_id": found.id})

    return page() if request.method == "GET" else carry_out(request, form, work, page)


def _partner_page(request: HttpRequest, found: queries.PartnerRow, form: forms.Form, status: int = 200) -> HttpResponse:
    viewer = door.viewer(request)
    relations = queries.relations_of(viewer, found.id)
    context = {
        "partner": found,
        "relations": [(one, one.ends_on is not None and one.ends_on < viewer.day) for one in relations],
        "sees": _sees(),
        "form": form,
        "key": new_key(),
        "key_link": new_key(),
        "key_end": new_key(),
        "link": link_to_show(request),
    }
    return render(request, "operation/partner.html", context, status=status)


@office(Role.ADMINISTRATOR)
def end_one(request: HttpRequest, relation_id: uuid.UUID) -> HttpResponse:
    """The last day on which a partner sees one student."""
    viewer = door.viewer(request)
    relation = queries.relation_here(viewer, relation_id)
    found = queries.partner(viewer, relation.holder_id) if relation else None
    if relation is None or found is None:
        raise Http404
    form = EndRoleForm(posted(request), initial={"last_day": viewer.day, "seen": relation.revision})

    def page() -> HttpResponse:
        context = {"form": form, "relation": relation, "partner": found, "key": new_key()}
        return render(request, "operation/partner_end.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        actions.end_reach(relation_id=relation.pk, by=viewer, **form.cleaned_data)
        messages.success(request, _("It ends on the day you chose."))
        return reverse("administration-partner", kwargs={"person_id": relation.holder_id})

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@office(Role.ADMINISTRATOR, methods=("POST",))
def access(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """A new link for who never signed in, or the end of everything here; `do` says which."""
    viewer = door.viewer(request)
    found = queries.partner(viewer, person_id)
    if found is None:
        raise Http404

    def work() -> str:
        match request.POST.get("do"):
            case "link":
                _hand_over(request, actions.new_link(person_id=person_id, by=viewer))
                return reverse("administration-partner", kwargs={"person_id": person_id})
            case "end":
                actions.end_all_reach(person_id=person_id, by=viewer)
                messages.success(
                    request, _("%(name)s sees nobody of your institution any more.") % {"name": found.name}
                )
                return reverse("administration-partners")
            case _:
                raise Http404

    def again() -> HttpResponse:
        for text in form.non_field_errors():
            messages.error(request, str(text))
        return _partner_page(request, found, ReachForm(viewer=viewer, initial={"starts_on": viewer.day}), status=422)

    form = forms.Form(request.POST)
    return carry_out(request, form, work, again)
