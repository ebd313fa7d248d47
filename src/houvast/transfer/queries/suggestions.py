"""Rows that may be about one pupil or one application, as the school that has to judge them sees them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import Http404

from houvast.core.access.words import Action, Data
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.transfer.models import MatchSuggestion
from houvast.transfer.queries.board import PAGE

Status = MatchSuggestion.Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """Open ones, oldest first, and what was decided lately, which can be undone."""

    open: tuple[MatchSuggestion, ...]
    decided: tuple[MatchSuggestion, ...]


def may_judge(viewer: Viewer) -> bool:
    """Whether the viewer may join and part rows of any pupil of this school."""
    return door.students(viewer, Data.TRANSFER, Action.MANAGE).exists()


def suggestions(viewer: Viewer) -> Suggestions:
    """At most fifty of each, of pupils whom the viewer may manage; three queries."""
    mine = (
        MatchSuggestion.objects.filter(
            organisation=viewer.organisation_id, pupil__student__in=door.students(viewer, Data.TRANSFER, Action.MANAGE)
        )
        .select_related(
            "pupil__student", "other__student", "other_school", "application", "other_application", "decided_by"
        )
        .order_by("found_at", "id")
    )
    waiting = tuple(mine.filter(status=Status.OPEN)[:PAGE])
    decided = tuple(mine.exclude(status=Status.OPEN).order_by("-decided_at", "-id")[:PAGE])
    for one in (*waiting, *decided):
        _note(viewer, one)
    return Suggestions(open=waiting, decided=decided)


def _note(viewer: Viewer, one: MatchSuggestion) -> None:
    for pupil in (one.pupil, one.other):
        if pupil is not None:
            answer = door.decision(viewer, pupil.student, Data.TRANSFER, Action.MANAGE)
            if answer.allowed:
                door.note_shown([pupil.student_id], answer.because[0].purpose)


def suggestion_for(viewer: Viewer, suggestion_id: uuid.UUID) -> MatchSuggestion:
    """The suggestion behind an id from outside; Http404 when the viewer may not judge it."""
    found = (
        MatchSuggestion.objects.filter(pk=suggestion_id, organisation=viewer.organisation_id)
        .select_related("pupil__student", "other__student", "other_school", "application", "other_application")
        .first()
    )
    if found is None:
        raise Http404
    door.student(viewer, found.pupil.student_id, Data.TRANSFER, Action.MANAGE)
    return found
