"""The student's own network: who sees what, until when by law, and what the student gives back after that."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.appointments.actions import network as actions
from houvast.appointments.forms import ShareForm, TrustedForm
from houvast.appointments.queries import coaching
from houvast.appointments.queries import network as ties
from houvast.appointments.queries.people import helpers_of
from houvast.appointments.views.asking import own_student
from houvast.core.access.words import Data
from houvast.people.carrying import carry_out, form_page, press
from houvast.people.clock import now
from houvast.people.models import PersonalRelation
from houvast.people.posted import posted, seen_revision
from houvast.people.submissions import new_key
from houvast.privacy import door


@login_required
@require_safe
def network(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Who is around me: family with what they see, helpers, and changes of coach."""
    viewer = door.viewer(request)
    student = own_student(viewer, student_id, Data.NETWORK)
    birthday = ties.adult_on(student)
    context = {
        "student": student,
        "ties": [(one, new_key()) for one in ties.ties_of(student, viewer.day)],
        "birthday": birthday,
        "is_minor": birthday is not None and viewer.day < birthday,
        "helpers": helpers_of(student, viewer.day),
        "changes": coaching.changes_of(student),
        "back": reverse("start"),
    }
    return render(request, "appointments/network.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, relation_id: uuid.UUID) -> HttpResponse:
    """Choose per kind what a parent or carer sees when you are an adult."""
    viewer = door.viewer(request)
    student = own_student(viewer, viewer.person.pk, Data.NETWORK)
    relation = ties.own_tie_for(viewer, relation_id)
    if relation.kind != PersonalRelation.Kind.GUARDIAN:
        raise Http404
    tie = next(one for one in ties.ties_of(student, viewer.day) if one.relation.pk == relation.pk)
    form = ShareForm(
        posted(request),
        choices=[(one.data[0].value, one.label) for one in ties.KINDS],
        initial={"kinds": [one.data[0].value for one in tie.shared], "revision": relation.revision},
    )
    back = reverse("appointments:network", args=(student.pk,))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "tie": tie,
            "form": form,
            "birthday": ties.adult_on(student),
            "back": back,
            "submission": new_key(),
        }
        return render(request, "appointments/network_share.html", context, status=status)

    def work() -> str:
        actions.share_with_family(
            relation=relation,
            by=viewer,
            kinds=[Data(one) for one in form.cleaned_data["kinds"]],
            seen_revision=form.cleaned_data["revision"],
            at=now(),
        )
        messages.success(request, gettext("Kept. You may change this whenever you like."))
        return back

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Invite somebody you trust; the account comes by a link in a mail."""
    viewer = door.viewer(request)
    student = own_student(viewer, student_id, Data.NETWORK)
    form = TrustedForm(posted(request))
    back = reverse("appointments:network", args=(student.pk,))

    def work() -> str:
        actions.invite_trusted(
            trusted=actions.Trusted(language=request.LANGUAGE_CODE[:2], **form.cleaned_data), by=viewer, at=now()
        )
        messages.success(request, gettext("The invitation is on its way."))
        return back

    return form_page(request, form, work, "appointments/network_invite.html", back=back)


@login_required
@require_POST
def invite_again(request: HttpRequest, relation_id: uuid.UUID) -> HttpResponse:
    """A new link for somebody you invited who is not in yet."""
    viewer = door.viewer(request)
    student = own_student(viewer, viewer.person.pk, Data.NETWORK)
    relation = ties.own_tie_for(viewer, relation_id)
    if relation.kind != PersonalRelation.Kind.TRUSTED_PERSON:
        raise Http404
    back = reverse("appointments:network", args=(student.pk,))

    def work() -> str:
        actions.invite_again(relation=relation, by=viewer, at=now())
        messages.success(request, gettext("The invitation is on its way."))
        return back

    return press(request, work, again_url=back)


@login_required
@require_POST
def end(request: HttpRequest, relation_id: uuid.UUID) -> HttpResponse:
    """A trusted person is one no longer."""
    viewer = door.viewer(request)
    student = own_student(viewer, viewer.person.pk, Data.NETWORK)
    relation = ties.own_tie_for(viewer, relation_id)
    if relation.kind != PersonalRelation.Kind.TRUSTED_PERSON:
        raise Http404
    back = reverse("appointments:network", args=(student.pk,))

    def work() -> str:
        revision = seen_revision(request, relation.revision)
        actions.end_trust(relation=relation, by=viewer, seen_revision=revision)
        messages.success(request, gettext("This person no longer sees anything of you."))
        return back

    return press(request, work, again_url=back)
