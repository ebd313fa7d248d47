"""The privacy officer looks at who is to be let in to what is told in confidence, and says yes or no."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.appointments.actions.calendar_links import end_link_of
from houvast.operation.actions.confidence import tell_role_was_judged
from houvast.operation.forms.privacy import ConfirmForm, RefuseForm
from houvast.operation.queries import confidence as queries
from houvast.operation.views.office import Role, carry_out, office
from houvast.people.actions import confirming
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.people.submissions import new_key
from houvast.privacy import door


@office(Role.PRIVACY_OFFICER)
def let_in(request: HttpRequest, role_id: uuid.UUID) -> HttpResponse:
    """One role that waits: confirm, or refuse with the reason; `do` says which."""
    viewer = door.viewer(request)
    waits = queries.waiting_role(viewer, role_id)
    if waits is None:
        raise Http404
    refuses = request.POST.get("do") != "confirm"
    initial = {"seen": waits.role.revision}
    form = RefuseForm(posted(request), initial=initial) if refuses else ConfirmForm(posted(request), initial=initial)

    def page() -> HttpResponse:
        context = {
            "waits": waits,
            "role": waits.role,
            "others": queries.other_roles(waits.role, viewer),
            "mails": bool(settings.HOUVAST.mail_url),
            "form": form if refuses else RefuseForm(initial=initial),
            "problems": () if refuses else form.non_field_errors(),
            "key": new_key(),
            "key_confirm": new_key(),
        }
        return render(request, "operation/privacy/let_in.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        seen = form.cleaned_data["seen"]
        if refuses:
            why = form.cleaned_data["why"]
            person = confirming.refuse_role(assignment_id=role_id, seen=seen, why=why, by=viewer)
            tell_role_was_judged(waits.role, "", at=now())
            messages.success(request, _("%(name)s is not let in.") % {"name": person.name})
        else:
            person, token = confirming.confirm_role(assignment_id=role_id, seen=seen, by=viewer)
            end_link_of(person.pk, at=now())
            tell_role_was_judged(waits.role, token, at=now())
            said = _("%(name)s is let in, and gets a mail with a link to begin with a new password.")
            messages.success(request, said % {"name": person.name})
        return reverse("privacy-officer")

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@office(Role.PRIVACY_OFFICER)
def provider(request: HttpRequest) -> HttpResponse:
    """The school's own provider as it is now, before it brings in who opens what is told in confidence."""
    viewer = door.viewer(request)
    waits = queries.provider_that_waits(viewer)
    form = ConfirmForm(posted(request), initial={"seen": waits.revision if waits else 0})
    if waits is None and request.method == "GET":
        raise Http404

    def page() -> HttpResponse:
        context = {
            "provider": waits,
            "form": form,
            "is_administrator": confirming.is_administrator(viewer.person.pk, viewer.day),
            "key": new_key(),
        }
        return render(request, "operation/privacy/provider.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        confirming.confirm_provider(seen=form.cleaned_data["seen"], by=viewer)
        messages.success(request, _("Everybody can sign in through the school again."))
        return reverse("privacy-officer")

    return page() if request.method == "GET" else carry_out(request, form, work, page)
