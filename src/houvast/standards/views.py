"""The administrator's pages of connected sources: how they stand, and what does not agree."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from houvast.core.access.words import Purpose
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.standards.models import Visit
from houvast.standards.queries import SHOWN, SourceState, conflicts_on_page, may_see_sources, sources
from houvast.standards.words import because, kind_words, problem_words
from houvast.web.components import Column, Fact, Rating, Row


def _administrator(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not may_see_sources(viewer):
        raise Http404
    return viewer


@login_required
@require_GET
def source_list(request: HttpRequest) -> HttpResponse:
    """Every connected system, with how it stands."""
    rows = [_row(state) for state in sources(_administrator(request))]
    return render(request, "standards/sources.html", {"rows": rows})


@login_required
@require_GET
def source_page(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """One connected system: its visits, and what does not agree, fifty at a time."""
    viewer = _administrator(request)
    state = next((one for one in sources(viewer) if one.source.pk == source_id), None)
    if state is None:
        raise Http404
    first = _place(request.GET.get("from", ""))
    conflicts, more = conflicts_on_page(viewer, state.source, first)
    door.note_shown([one.person for one in conflicts if one.person and one.person.is_student], Purpose.ADMINISTRATION)
    context = {
        "state": state,
        "facts": _facts(state),
        "visits": [(one.began_at, _outcome(one), one.added, one.changed) for one in state.visits],
        "visit_columns": [
            gettext("When"),
            gettext("How it went"),
            Column(label=gettext("Added"), numeric=True),
            Column(label=gettext("Changed"), numeric=True),
        ],
        "conflicts": [
            (f"{kind_words(one.kind)} {one.about}", one.column, one.value, because(one.reason, one.detail))
            for one in conflicts
        ],
        "conflict_columns": [
            gettext("About"),
            gettext("What"),
            gettext("The source says"),
            gettext("Why it is not here"),
        ],
        "next": first + SHOWN if more else None,
    }
    return render(request, "standards/source.html", context)


def _row(state: SourceState) -> Row:
    if state.latest is None:
        rating, why = Rating.NONE, gettext("never asked yet")
    elif state.latest.problem:
        rating, why = Rating.RED, gettext("stopped: run it again")
    elif state.conflicts:
        rating = Rating.AMBER
        why = ngettext("%(n)s thing does not agree", "%(n)s things do not agree", state.conflicts) % {
            "n": state.conflicts
        }
    else:
        rating, why = Rating.GREEN, gettext("everything agrees")
    return Row(
        name=state.source.address,
        url=reverse("administration-source", args=(state.source.pk,)),
        about=state.source.connector,
        rating=rating,
        why=why,
    )


def _facts(state: SourceState) -> list[Fact]:
    latest = state.latest
    when = date_format(localtime(latest.began_at), "j F Y H:i") if latest else gettext("never")
    return [
        Fact(label=gettext("Connector"), value=state.source.connector),
        Fact(label=gettext("Latest visit"), value=when),
        Fact(label=gettext("How it went"), value=_outcome(latest) if latest else gettext("never asked yet")),
        Fact(label=gettext("Differences"), value=state.conflicts),
    ]


def _outcome(visit: Visit) -> str:
    if visit.problem:
        return gettext("Stopped. %(why)s What was stored stays.") % {"why": problem_words(visit.problem)}
    if visit.complete:
        return gettext("Complete")
    if visit.ended_at is None:
        return gettext("Runs now, or was cut off: the next visit goes on where it was.")
    return gettext("Cut off: the next visit goes on where it was.")


def _place(given: str) -> int:
    return min(int(given), 1_000_000) if given.isascii() and given.isdecimal() else 0
