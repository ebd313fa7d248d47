"""Giving a pupil who applied to a team."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from houvast.core.access.words import Action
from houvast.people.carrying import form_page
from houvast.people.posted import posted
from houvast.privacy import door
from houvast.transfer import actions
from houvast.transfer.forms import TeamForm
from houvast.transfer.models import BoardRow
from houvast.transfer.queries.reach import row_for, sees_still
from houvast.transfer.queries.teams import teams_to_choose


@login_required
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, row_id: uuid.UUID) -> HttpResponse:
    """Which team receives this pupil: its coaches and team leaders see the pupil from then on."""
    viewer = door.viewer(request)
    row = row_for(viewer, row_id, Action.MANAGE)
    if row.side != BoardRow.Side.INSTITUTION:
        raise Http404
    teams = teams_to_choose(viewer)
    seen = {"team": row.unit_id or "", "seen": row.unit_id or ""}
    form = TeamForm(posted(request), initial=seen, teams=teams)
    back = reverse("transfer-pupil", args=(row.pk,))

    def work() -> str:
        chosen = next((one for one in teams if str(one.pk) == form.cleaned_data["team"]), None)
        actions.assign(row=row, by=viewer, unit=chosen, seen_unit=form.cleaned_data["seen"])
        messages.success(request, gettext("The team is changed. Its coaches see this pupil on their board."))
        return back if sees_still(viewer, row.pk) else reverse("transfer")

    lead = gettext("Coaches and team leaders of the team see this pupil on their board, and no other team does.")
    return form_page(
        request,
        form,
        work,
        "transfer/form.html",
        title=gettext("Give to a team"),
        lead=f"{row.name}. {lead}",
        back=back,
    )
