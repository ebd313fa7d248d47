"""Students as the administration sees them: who is around, what is unknown; no dossier."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data
from houvast.operation.actions.coaches import coaches_on
from houvast.operation.actions.guardians import (
    add_guardian,
    change_guardian,
    guardian_relation,
    guardians_of,
    invite_guardian,
)
from houvast.operation.actions.identity import Identity, type_identity
from houvast.operation.forms.staff import GiveCoachForm
from houvast.operation.forms.students import ChangeGuardianForm, GuardianForm, IdentityForm
from houvast.operation.queries.staff import access_state
from houvast.operation.queries.students import student_rows, students_page
from houvast.operation.views.office import Role, carry_out, hand_link, link_to_show, office
from houvast.operation.views.overview import PEOPLE
from houvast.people.actions.record import NotYours
from houvast.people.posted import posted
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key
from houvast.privacy import door
from houvast.web.components import Link

REGISTRARS = (Role.ADMINISTRATOR, Role.STUDENT_ADMINISTRATION)
WHICH = ("all", "without-coach", "unknown")


@office(*PEOPLE, methods=("GET",))
def students(request: HttpRequest) -> HttpResponse:
    """Fifty at a time, by name; with a tick box where nobody coaches."""
    viewer = door.viewer(request)
    which = request.GET.get("which", "all")
    which = which if which in WHICH else "all"
    search = request.GET.get("search", "").strip()[:100]
    found = students_page(viewer, which=which, search=search, after=request.GET.get("after", "")[:400])
    titles = {"all": _("All students"), "without-coach": _("Without a coach"), "unknown": _("Something is unknown")}
    here = reverse("administration-students")
    context = {
        "page": found,
        "which": which,
        "search": search,
        "tabs": [Link(label=titles[one], url=f"{here}?which={one}", current=one == which) for one in WHICH],
        "next_url": "?" + urlencode({"which": which, "search": search, "after": found.after}) if found.after else "",
        "form": GiveCoachForm(coaches=coaches_on(viewer, viewer.day), students=[], initial={"on": viewer.day}),
        "key": new_key(),
    }
    return render(request, "operation/students.html", context)


@office(*PEOPLE, methods=("GET",))
def student(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """One student: who is around, what is known, and the ways to change that."""
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.PEOPLE_AROUND, Action.MANAGE)
    (row,) = student_rows(viewer, [found])
    guardians = [
        (relation, access_state(getattr(relation.holder, "account", None)))
        for relation in guardians_of(found, viewer.day)
    ]
    context = {
        "student": found,
        "row": row,
        "guardians": guardians,
        "may_type": door.may(viewer, found, Data.IDENTITY, Action.RECORD),
        "link": link_to_show(request),
        "key": new_key(),
    }
    return render(request, "operation/student.html", context)


@office(*REGISTRARS)
def identity(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Type a name or birth date that no file gave."""
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.IDENTITY, Action.RECORD)
    now = {
        "given_name": found.given_name,
        "name_prefix": found.name_prefix,
        "family_name": found.family_name,
        "birth_date": found.birth_date,
        "seen": found.revision,
    }
    form = IdentityForm(posted(request), initial=now)

    def page() -> HttpResponse:
        context = {"form": form, "student": found, "name": str(found), "key": new_key()}
        return render(request, "operation/identity.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        typed = dict(form.cleaned_data)
        type_identity(student=found, seen=typed.pop("seen"), typed=Identity(**typed), by=viewer)
        messages.success(request, _("Saved. It stands with your name that you typed this."))
        return reverse("administration-student", kwargs={"student_id": found.pk})

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@office(*PEOPLE)
def new_guardian(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.PEOPLE_AROUND, Action.MANAGE)
    form = GuardianForm(posted(request))

    def page() -> HttpResponse:
        context = {"form": form, "student": found, "key": new_key()}
        return render(request, "operation/new_guardian.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        add_guardian(
            student=found,
            new=form.new_person(),
            has_authority=form.cleaned_data["has_authority"],
            by=viewer,
            on=viewer.day,
        )
        messages.success(request, _("The guardian is added."))
        return reverse("administration-student", kwargs={"student_id": found.pk})

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@office(*PEOPLE)
def guardian(request: HttpRequest, student_id: uuid.UUID, relation_id: uuid.UUID) -> HttpResponse:
    """Authority, the student's consent from 18 on, a last day; or an invitation (`do`)."""
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.PEOPLE_AROUND, Action.MANAGE)
    try:
        relation = guardian_relation(relation_id, found)
    except NotYours:
        raise Http404 from None
    now = {
        "has_authority": relation.has_authority,
        "student_consents": relation.student_consents,
        "ends_on": relation.ends_on,
        "seen": relation.revision,
    }
    form = ChangeGuardianForm(posted(request), initial=now)
    back = reverse("administration-student", kwargs={"student_id": found.pk})

    def page() -> HttpResponse:
        account = getattr(relation.holder, "account", None)
        context = {
            "form": form,
            "student": found,
            "relation": relation,
            "access": access_state(account),
            "key": new_key(),
        }
        return render(request, "operation/guardian.html", context, status=422 if form.is_bound else 200)

    def change() -> str:
        change_guardian(relation_id=relation.pk, student=found, by=viewer, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return back

    return page() if request.method == "GET" else carry_out(request, form, change, page)


@office(*PEOPLE, methods=("POST",))
def invite_one_guardian(request: HttpRequest, student_id: uuid.UUID, relation_id: uuid.UUID) -> HttpResponse:
    """Access for a guardian; the link goes by mail and is shown once."""
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.PEOPLE_AROUND, Action.MANAGE)
    form = ChangeGuardianForm({"seen": 0})
    back = reverse("administration-student", kwargs={"student_id": found.pk})

    def work() -> str:
        try:
            address = invite_guardian(relation_id=relation_id, student=found, by=viewer)
        except CannotBeDone as reason:
            messages.error(request, str(reason))
            return back
        hand_link(request, guardian_relation(relation_id, found).holder, address)
        return back

    return carry_out(request, form, work, lambda: student(request, student_id))
