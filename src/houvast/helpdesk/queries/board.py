"""What waits for a board: cases received, hearings, decisions within their term, outcomes to read."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext, override

from houvast.cases.models import Case, CaseRole, CaseTask
from houvast.core.access.words import Action, Data, Purpose
from houvast.helpdesk.boards import IN_CASE, board_of, boards_for
from houvast.helpdesk.models import Contest, Publication
from houvast.helpdesk.words import ROUTES
from houvast.people.models import Organisation, PersonalRelation
from houvast.people.viewer import Viewer, running_on
from houvast.people.wall_opening import inside
from houvast.privacy import door
from houvast.web.components import Rating, Row

PAGE = 50
SOON = timedelta(days=7)


def sits_in(viewer: Viewer, contest: Contest) -> bool:
    """Whether this viewer was let into this case as a member of its board: other cases give nothing."""
    if contest.case_id is None:
        return False
    named = CaseRole.objects.filter(running_on(viewer.day), case_id=contest.case_id, role__in=IN_CASE)
    return named.filter(person=viewer.person).exists()


def contests_of_board(viewer: Viewer, *, ended: bool = False) -> QuerySet[Contest]:
    """The contests this member of a board was let into, the nearest last day first; Http404 for who sits on none."""
    if not boards_for(viewer):
        raise Http404
    named = CaseRole.objects.filter(running_on(viewer.day), case=OuterRef("case"), role__in=IN_CASE)
    found = Contest.objects.filter(Exists(named.filter(person=viewer.person)), case__isnull=False)
    found = found.filter(case__status=Case.Status.ENDED if ended else Case.Status.OPEN)
    order = ("-case__closed_on", "pk") if ended else ("decide_by", "handed_in_at", "pk")
    return found.select_related("case", "student").order_by(*order)


def contest_rows(contests: Iterable[Contest], today: date) -> tuple[Row, ...]:
    """Contests as rows; who is shown is noted."""
    found = list(contests)
    door.note_shown({one.student_id for one in found}, Purpose.PROCEDURE)
    return tuple(_row(one, today) for one in found)


def _row(contest: Contest, today: date) -> Row:
    assert contest.case is not None
    url = reverse("helpdesk:board-contest", args=(contest.pk,))
    ended = contest.case.status == Case.Status.ENDED
    due = None if ended else contest.decide_by
    if ended:
        why = contest.case.outcome_en if _english() else contest.case.outcome_nl
    elif contest.hearing_at is None:
        why = gettext("a hearing is to be planned")
    else:
        why = gettext("the hearing is planned")
    return Row(
        name=contest.student.name,
        url=url,
        about=str(ROUTES[contest.route]).capitalize(),
        why=why,
        rating=Rating.AMBER if due and due - today <= SOON else "",
        due=due,
        action_label=gettext("Open"),
        action_url=url,
    )


def _english() -> bool:
    return (get_language() or "nl").startswith("en")


def contest_for_board(viewer: Viewer, contest_id: uuid.UUID) -> Contest:
    """The contest behind an id for a member who was let into its case; else Http404. Notes the read."""
    found = Contest.objects.select_related("case", "organisation").filter(pk=contest_id).first()
    if found is None or not sits_in(viewer, found):
        raise Http404
    found.student = door.student(viewer, found.student_id, Data.CONTEST, Action.DECIDE)
    return found


def tasks_of_board(contest: Contest) -> tuple[CaseTask, ...]:
    """What the procedure asks of the board now, by day."""
    if contest.case_id is None:
        return ()
    role = board_of(contest.route).in_case.value
    asked = CaseTask.objects.filter(case_id=contest.case_id, role=role, done_on__isnull=True).exclude(act="")
    return tuple(asked.order_by("due_on", "pk"))


def publication_of(contest: Contest) -> Publication | None:
    """The outcome without names that was written from this contest."""
    return Publication.objects.filter(contest=contest).first()


def names_in(contest: Contest) -> tuple[str, ...]:
    """Names that may not stand in a published outcome: the student, who is around, who helped."""
    student = contest.student
    around = PersonalRelation.objects.filter(student=student).select_related("holder")
    with override("nl"):  # an unknown name is a phrase; that of one language is enough
        return (student.name, contest.along or "", *(one.holder.name for one in around))


def publications_of_board(viewer: Viewer) -> QuerySet[Publication]:
    """Outcomes of the viewer's boards, those to be read first; Http404 for who sits on none."""
    routes = [board.route for board in boards_for(viewer)]
    if not routes:
        raise Http404
    found = Publication.objects.filter(organisation_id=viewer.organisation_id, route__in=routes)
    return found.select_related("written_by", "checked_by").order_by("-status", "-written_at", "pk")


def publication_for(viewer: Viewer, publication_id: uuid.UUID) -> Publication:
    """An outcome of one of the viewer's boards, else Http404."""
    found = publications_of_board(viewer).filter(pk=publication_id).first()
    if found is None:
        raise Http404
    return found


def waits_to_be_read(viewer: Viewer) -> QuerySet[Publication]:
    """Outcomes that a colleague wrote and this viewer may read and publish."""
    proposed = publications_of_board(viewer).filter(status=Publication.Status.PROPOSED)
    return proposed.filter(~Q(written_by=viewer.person))


def public_outcomes(organisation_id: uuid.UUID) -> tuple[Organisation, tuple[Publication, ...]]:
    """An institution and its published outcomes, newest year first, for everybody; at most 200. Http404 for another."""
    found = Organisation.objects.filter(pk=organisation_id, kind=Organisation.Kind.INSTITUTION).first()
    if found is None:
        raise Http404
    with inside([found.pk]):
        public = Publication.objects.filter(organisation=found, status=Publication.Status.PUBLISHED)
        return found, tuple(public.order_by("-year", "route", "title", "pk")[:200])
