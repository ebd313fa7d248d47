"""Anonymous outcomes: written by one member of the board, read and published by another (S-387)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext

from houvast.cases.models import Case
from houvast.helpdesk.anonymous import points_to
from houvast.helpdesk.boards import boards_for
from houvast.helpdesk.models import Contest, Publication
from houvast.helpdesk.queries.board import names_in, sits_in
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer


def propose_outcome(*, contest: Contest, by: Viewer, title: str, text: str, at: datetime) -> Publication:
    """Write an outcome down without who it was. Raises CannotBeDone for a case that runs, or a text with a name."""
    if not sits_in(by, contest):
        raise PermissionDenied
    case = contest.case
    if case is None or case.status != Case.Status.ENDED or case.closed_on is None:
        raise CannotBeDone(gettext("There is no outcome yet."))
    _without_names(contest, title, text)
    try:
        with transaction.atomic():
            return Publication.objects.create(
                organisation_id=contest.organisation_id,
                contest=contest,
                route=contest.route,
                year=case.closed_on.year,
                outcome=case.outcome,
                title=title,
                text=text,
                written_by=by.person,
                written_at=at,
            )
    except IntegrityError as error:
        raise CannotBeDone(gettext("A colleague wrote this outcome down already.")) from error


def publish_outcome(*, publication: Publication, by: Viewer, at: datetime, seen_revision: int) -> None:
    """Another member has read it. Raises CannotBeDone for the writer, ChangedMeanwhile."""
    _member(by, publication)
    if publication.written_by_id == by.person.pk:
        raise CannotBeDone(gettext("Somebody else of the board reads it before it is public."))
    if publication.contest is not None:
        _without_names(publication.contest, publication.title, publication.text)
    _save(publication, seen_revision, status=Publication.Status.PUBLISHED, checked_by=by.person, checked_at=at)


def withdraw_outcome(*, publication: Publication, by: Viewer, seen_revision: int) -> None:
    """No longer public. Raises ChangedMeanwhile."""
    _member(by, publication)
    _save(publication, seen_revision, status=Publication.Status.WITHDRAWN)


def _without_names(contest: Contest, title: str, text: str) -> None:
    found = points_to(f"{title}\n{text}", names_in(contest))
    if found:
        raise CannotBeDone(
            gettext("This points to somebody: %(found)s. Say it without.") % {"found": ", ".join(found[:5])}, "text"
        )


def _member(by: Viewer, publication: Publication) -> None:
    routes = {board.route for board in boards_for(by)}
    if publication.organisation_id != by.organisation_id or publication.route not in routes:
        raise PermissionDenied


def _save(publication: Publication, seen_revision: int, **values: object) -> None:
    changed = Publication.objects.filter(pk=publication.pk, revision=seen_revision)
    if not changed.update(revision=F("revision") + 1, **values):
        raise ChangedMeanwhile("The outcome")
