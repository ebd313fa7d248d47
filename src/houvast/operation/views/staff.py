"""Staff: the list, an invitation, one person with roles and access."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from houvast.operation.actions.access import tell_by_link
from houvast.operation.actions.confidence import tell_who_was_let_in
from houvast.operation.forms.staff import EndRoleForm, InviteForm, RoleForm
from houvast.operation.queries.confidence import has_officer, holds_confidence, somebody_may_judge
from houvast.operation.queries.organisation import open_units
from houvast.operation.queries.staff import access_state, role_assignment, staff_member, staff_page
from houvast.operation.views.office import Role, carry_out, hand_link, link_to_show, office
from houvast.people.actions import staff as actions
from houvast.people.clock import now
from houvast.people.models import Person, RoleAssignment
from houvast.people.posted import posted
from houvast.people.queries import roles_of
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.people.waiting import waits_now
from houvast.privacy import door


@office(Role.ADMINISTRATOR, methods=("GET",))
def staff(request: HttpRequest) -> HttpResponse:
    """Fifty at a time, by name; search by name, address or number."""
    search = request.GET.get("search", "").strip()[:100]
    found = staff_page(door.viewer(request), search=search, after=request.GET.get("after", "")[:400])
    more = "?" + urlencode({"search": search, "after": found.after}) if found.after else ""
    return render(request, "operation/staff.html", {"page": found, "search": search, "next_url": more})


@office(Role.ADMINISTRATOR)
def invite(request: HttpRequest) -> HttpResponse:
    viewer = door.viewer(request)
    form = InviteForm(posted(request), units=open_units(viewer), initial={"starts_on": viewer.day})

    def page() -> HttpResponse:
        context = {"form": form, "key": new_key()}
        return render(request, "operation/invite.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        typed = form.cleaned_data
        person, token = actions.invite_staff(
            new=form.new_person(),
            role=typed["role"],
            unit=typed["unit"],
            starts_on=typed["starts_on"],
            ends_on=typed["ends_on"],
            by=viewer,
        )
        _hand_over(request, person, token, is_invitation=True)
        return reverse("administration-staff-member", kwargs={"person_id": person.pk})

    return page() if request.method == "GET" else carry_out(request, form, work, page)


def _member(viewer: Viewer, person_id: uuid.UUID) -> Person:
    person = staff_member(viewer, person_id)
    if person is None:
        raise Http404
    return person


def _member_page(request: HttpRequest, person: Person, form: RoleForm, status: int = 200) -> HttpResponse:
    account, viewer = getattr(person, "account", None), door.viewer(request)
    roles = roles_of(person, viewer.day)
    waits = any(one.waits for one in roles)
    context = {
        "person": person,
        "roles": roles,
        "waits": waits,
        "has_officer": waits and has_officer(viewer),
        "somebody_may_judge": waits and somebody_may_judge(person, viewer),
        "access": access_state(account),
        "email": account.email if account else person.email,
        "form": form,
        "key": new_key(),
        "key_access": new_key(),
        "key_end": new_key(),
        "link": link_to_show(request),
    }
    return render(request, "operation/member.html", context, status=422 if form.is_bound else status)


@office(Role.ADMINISTRATOR)
def member(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """One person: roles with their days, a form that gives another, and the access."""
    viewer = door.viewer(request)
    person = _member(viewer, person_id)
    form = RoleForm(posted(request), units=open_units(viewer), initial={"starts_on": viewer.day})

    def page() -> HttpResponse:
        return _member_page(request, person, form)

    def work() -> str:
        given = actions.give_role(person=person, by=viewer, **form.cleaned_data)
        tell_who_was_let_in(person, by=viewer, at=now())
        if waits_now(given):
            messages.info(request, _("The role is given, and counts once a privacy officer confirmed it."))
        else:
            messages.success(request, _("The role is given."))
        return reverse("administration-staff-member", kwargs={"person_id": person.pk})

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@office(Role.ADMINISTRATOR)
def end_role(request: HttpRequest, role_id: uuid.UUID) -> HttpResponse:
    viewer = door.viewer(request)
    role = role_assignment(viewer, role_id)
    if role is None:
        raise Http404
    form = EndRoleForm(posted(request), initial={"last_day": viewer.day, "seen": role.revision})

    def page() -> HttpResponse:
        context = {"form": form, "role": role, "key": new_key(), "held": _held(role)}
        return render(request, "operation/end_role.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        actions.end_role(assignment_id=role.pk, by=viewer, **form.cleaned_data)
        role.refresh_from_db()
        if waits_now(role):
            tell_who_was_let_in(role.person, by=viewer, at=now())
        messages.success(request, _("The role ends on the day you chose."))
        return reverse("administration-staff-member", kwargs={"person_id": role.person_id})

    return page() if request.method == "GET" else carry_out(request, form, work, page)


def _hand_over(request: HttpRequest, person: Person, token: str, *, is_invitation: bool) -> None:
    """The link goes by mail. Whoever may open what was told in confidence gets it by mail alone: an administrator who
    saw it could be that person.
    """
    address = tell_by_link(person, token, is_invitation=is_invitation)
    tell_who_was_let_in(person, by=door.viewer(request), at=now())
    if holds_confidence(person):
        messages.info(request, _("The link goes by mail only: this colleague opens what is told in confidence."))
    else:
        hand_link(request, person, address)


def _held(role: RoleAssignment) -> str:
    return next(held.label for held in roles_of(role.person) if held.pk == str(role.pk))


@office(Role.ADMINISTRATOR, methods=("POST",))
def access(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Invite, send a new link, end or give back the access of one person; `do` says which."""
    viewer = door.viewer(request)
    person = _member(viewer, person_id)
    back = reverse("administration-staff-member", kwargs={"person_id": person.pk})

    def work() -> str:
        match request.POST.get("do"):
            case "invite":
                token = actions.open_access(person=person, email=person.email, by=viewer)
                _hand_over(request, person, token, is_invitation=True)
            case "reset":
                token = actions.reset_access(person=person, by=viewer)
                _hand_over(request, person, token, is_invitation=False)
            case "end":
                actions.end_access(person=person, by=viewer)
                messages.success(request, _("%(name)s cannot sign in any more.") % {"name": person.name})
            case "restore":
                actions.restore_access(person=person, by=viewer)
                messages.success(request, _("%(name)s can sign in again.") % {"name": person.name})
            case _:
                raise Http404
        return back

    def again() -> HttpResponse:
        for text in form.non_field_errors():
            messages.error(request, str(text))
        roles = RoleForm(units=open_units(viewer), initial={"starts_on": viewer.day})
        return _member_page(request, person, roles, status=422)

    form = forms.Form(request.POST)
    return carry_out(request, form, work, again)
