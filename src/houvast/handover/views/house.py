"""Administration: the desks of the own organisation, and other installations with which handovers are exchanged."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from houvast.core.handover.desks import DeskKind
from houvast.handover import actions, queries
from houvast.handover.forms import AtSchoolChangeForm, CardForm, DeskForm
from houvast.handover.words import DESKS
from houvast.people.carrying import form_page
from houvast.people.clock import now, today
from houvast.people.models import RoleAssignment
from houvast.people.posted import posted
from houvast.people.submissions import new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door


def _administrator(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not viewer.has_role(RoleAssignment.Role.ADMINISTRATOR):
        raise Http404
    return viewer


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def desks(request: HttpRequest) -> HttpResponse:
    """The desks that others can choose, and a form that opens one."""
    viewer = _administrator(request)
    form = DeskForm(posted(request))

    def work() -> str:
        typed = form.cleaned_data
        made = actions.open_desk(
            by=viewer,
            kind=DeskKind(typed["kind"]),
            name=typed["name"],
            at_school=typed["at_school"],
            where_and_when=typed["where_and_when"],
        )
        messages.success(request, gettext("%(name)s is open. Give people a role in it.") % {"name": made.name})
        return reverse("administration-desks")

    names = {kind.value: name for kind, name in DESKS.items()}
    rows = [(desk, names[desk.kind], new_key()) for desk in queries.own_desks(viewer)]
    return form_page(request, form, work, "handover/desks.html", rows=rows, back=reverse("administration"))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def desk_at_school(request: HttpRequest, desk_id: uuid.UUID) -> HttpResponse:
    """Whether the people of this desk are at school, and where and when."""
    viewer = _administrator(request)
    desk = queries.own_desk(viewer, desk_id)
    known = {"at_school": desk.at_school, "where_and_when": desk.where_and_when, "revision": desk.revision}
    form = AtSchoolChangeForm(posted(request), initial=known)

    def work() -> str:
        typed = form.cleaned_data
        actions.say_where(
            by=viewer,
            desk=desk,
            at_school=typed["at_school"],
            where_and_when=typed["where_and_when"],
            seen_revision=typed["revision"],
        )
        messages.success(request, gettext("Kept. Students and coaches see it from now on."))
        return reverse("administration-desks")

    return form_page(
        request,
        form,
        work,
        "handover/form.html",
        title=desk.name,
        lead=gettext("A face that students know is easier to ask. Say where they find this desk."),
        save=gettext("Save"),
        back=reverse("administration-desks"),
    )


@login_required
@require_POST
def close_desk(request: HttpRequest, desk_id: uuid.UUID) -> HttpResponse:
    """From now on nobody can choose it."""
    viewer = _administrator(request)
    desk = queries.own_desk(viewer, desk_id)

    def work() -> str:
        actions.close_desk(by=viewer, desk=desk, on=today())
        messages.success(request, gettext("From tomorrow nobody can choose this desk. Who is followed stays followed."))
        return reverse("administration-desks")

    return once(request, work)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def connections(request: HttpRequest) -> HttpResponse:
    """Our card, the other installations, and a form that takes in a card."""
    viewer = _administrator(request)
    form = CardForm(posted(request))

    def work() -> str:
        made = actions.connect(by=viewer, card=form.cleaned_data["card"], at=now())
        messages.success(request, gettext("Connected with %(name)s. Its desks can be chosen.") % {"name": made.name})
        return reverse("administration-connections")

    return form_page(
        request,
        form,
        work,
        "handover/connections.html",
        has_key=queries.has_signing_key(viewer),
        card=actions.card_of(viewer.person.organisation, at=now()) if queries.has_signing_key(viewer) else "",
        rows=[(one, new_key()) for one in queries.connections_of(viewer)],
        renew_key=new_key(),
        back=reverse("administration"),
    )


@login_required
@require_POST
def new_signing_key(request: HttpRequest) -> HttpResponse:
    """Make a key pair, or renew it."""
    viewer = _administrator(request)

    def work() -> str:
        actions.renew_key(by=viewer, at=now())
        messages.success(request, gettext("A new key is made. Give the card to every other side."))
        return reverse("administration-connections")

    return once(request, work)


@login_required
@require_POST
def end_connection(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Nothing goes and nothing comes any more."""
    viewer = _administrator(request)
    found = queries.own_connection(viewer, connection_id)

    def work() -> str:
        actions.revoke_connection(by=viewer, connection=found, at=now())
        messages.success(request, gettext("The connection has ended. Nothing goes and nothing comes any more."))
        return reverse("administration-connections")

    return once(request, work)
