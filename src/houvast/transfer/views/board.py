"""The board: who stands where, per phase of the year, and lists with a name."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from houvast.core.transfer.phases import year_on
from houvast.people.carrying import press
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.transfer import actions
from houvast.transfer.forms import ListForm
from houvast.transfer.models import BoardRow
from houvast.transfer.pages import board_rows, phase_cards, reason_choices, show_choices, year_tabs
from houvast.transfer.queries import board as boards
from houvast.transfer.queries.board import Asked
from houvast.transfer.queries.reach import OFFICES, RECEIVING, has_board
from houvast.transfer.queries.shows import Show
from houvast.transfer.queries.suggestions import may_judge
from houvast.transfer.words import REASONS, SHOWS

LONGEST = 120
YEARS_AROUND = 3


def member(request: HttpRequest) -> Viewer:
    """Whoever has a board; 404 for everybody else."""
    viewer = door.viewer(request)
    if not has_board(viewer):
        raise Http404
    return viewer


def side_of(viewer: Viewer) -> str:
    """From which side the viewer looks: it decides what a row says beside the name."""
    kind = viewer.person.organisation.kind
    if kind in OFFICES:
        return BoardRow.Side.MUNICIPALITY
    if kind == viewer.person.organisation.Kind.INSTITUTION and viewer.role_names & RECEIVING:
        return BoardRow.Side.INSTITUTION
    return BoardRow.Side.SCHOOL


def asked_of(request: HttpRequest, viewer: Viewer) -> Asked:
    """The filters of the address; what is not known is left out, never an error."""
    current = year_on(viewer.day)
    given = request.GET.get("year", "")
    year = int(given) if given.isascii() and given.isdigit() and len(given) == 4 else current  # noqa: PLR2004 - a year
    show = request.GET.get("show", "")
    return Asked(
        year=year if abs(year - current) <= YEARS_AROUND else current,
        show=Show(show) if show in set(Show) else Show.ALL,
        text=request.GET.get("q", "")[:LONGEST].strip(),
        reason=request.GET.get("reason", "")[:LONGEST],
        school=request.GET.get("school", "")[:200],
        after=request.GET.get("after", "")[:400],
    )


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Fifty pupils, the counts of the phases above them."""
    viewer = member(request)
    asked = asked_of(request, viewer)
    found = boards.board(viewer, asked)
    side = side_of(viewer)
    address: dict[str, str] = {"year": str(asked.year), **asked.as_address()}
    judges = side == BoardRow.Side.SCHOOL and may_judge(viewer)
    context = {
        "rows": board_rows(found, side=side),
        "total": found.total,
        "phases": phase_cards(found, asked, viewer.day, side),
        "tabs": year_tabs(asked, viewer.day),
        "asked": asked,
        "shows": show_choices(found),
        "reasons": reason_choices() if side != BoardRow.Side.MUNICIPALITY else (),
        "schools": boards.schools_of(viewer, asked.year),
        "words": _words(asked),
        "next_url": f"?{urlencode({**address, 'after': found.after})}" if found.after else "",
        "lists": [(one, one.made_by_id == viewer.person.pk) for one in boards.work_lists(viewer)],
        "address": urlencode(address),
        "list_form": ListForm(),
        "submission": new_key(),
        "side": side,
        "matches": boards.open_suggestions(viewer) if judges else 0,
        "judges": judges,
        "is_later": bool(asked.after),
        "today": viewer.day,
    }
    return render(request, "transfer/board.html", context)


def _words(asked: Asked) -> str:
    """What is shown now, in words; empty for everybody."""
    parts = []
    if asked.show:
        parts.append(str(SHOWS[asked.show]))
    if asked.reason in REASONS:
        parts.append(str(REASONS[asked.reason]))
    if asked.school:
        parts.append(asked.school)
    if asked.text:
        parts.append(gettext("with “%(text)s”") % {"text": asked.text})
    return ", ".join(parts)


@login_required
@require_POST
def keep_list(request: HttpRequest) -> HttpResponse:
    """Keep what is shown now under a name."""
    viewer = member(request)
    asked = asked_of(request, viewer)
    back = f"{reverse('transfer')}?{urlencode({'year': str(asked.year), **asked.as_address()})}"
    form = ListForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Give the list a name."))
        return redirect(back)
    typed = form.cleaned_data

    def work() -> str:
        actions.keep_list(by=viewer, name=typed["name"], asked=asked.as_address(), is_shared=typed["is_shared"])
        messages.success(request, gettext("The list is kept. You find it above the board."))
        return back

    return press(request, work, again_url=back)


@login_required
@require_POST
def remove_list(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """Throw an own list away."""
    viewer = member(request)
    found = boards.own_list(viewer, list_id)

    def work() -> str:
        actions.remove_list(work_list=found, by=viewer)
        messages.success(request, gettext("The list is gone; the pupils are still there."))
        return reverse("transfer")

    return press(request, work, again_url=reverse("transfer"))
