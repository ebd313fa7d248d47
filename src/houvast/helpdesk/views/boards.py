"""The start page of a board, one contest as its board sees it, and the outcomes that are published."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.cases.models import Case
from houvast.helpdesk.actions import publishing, sitting
from houvast.helpdesk.anonymous import points_to
from houvast.helpdesk.forms.contesting import HearingForm, OutcomeForm, ReadForm
from houvast.helpdesk.letter import is_in_time, moment, parts_of, subject_of
from houvast.helpdesk.models import Contest, Publication
from houvast.helpdesk.queries import board as reading
from houvast.helpdesk.words import MATTERS, PUBLICATION_STATUSES, ROUTES
from houvast.people.carrying import carry_out
from houvast.people.clock import now
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Fact, Link, Rating, Row


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The cases that the board has, with the nearest last day on top; and those that ended."""
    viewer = door.viewer(request)
    ended = request.GET.get("show") == "ended"
    found = reading.contests_of_board(viewer, ended=ended)
    page = Paginator(found, reading.PAGE).get_page(request.GET.get("page"))
    here = reverse("helpdesk:board")
    context = {
        "tabs": [
            Link(label=gettext("Running"), url=here, current=not ended),
            Link(label=gettext("Ended"), url=f"{here}?show=ended", current=ended),
        ],
        "rows": reading.contest_rows(page, viewer.day),
        "page": page,
        "next_url": f"?show={'ended' if ended else ''}&page={page.next_page_number()}" if page.has_next() else "",
        "publications": [_publication_row(one, viewer) for one in reading.publications_of_board(viewer)[:20]],
        "public_url": reverse("helpdesk:outcomes", args=(viewer.organisation_id,)),
        "today": viewer.day,
    }
    return render(request, "helpdesk/board.html", context)


def _publication_row(one: Publication, viewer: Viewer) -> Row:
    url = reverse("helpdesk:publication", args=(one.pk,))
    mine_to_read = one.status == Publication.Status.PROPOSED and one.written_by_id != viewer.person.pk
    return Row(
        name=one.title,
        url=url,
        about=f"{str(ROUTES[one.route]).capitalize()}, {one.year}",
        why=str(PUBLICATION_STATUSES[one.status]),
        rating=Rating.AMBER if mine_to_read else "",
        action_label=gettext("Read") if mine_to_read else gettext("Open"),
        action_url=url,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def board_contest(request: HttpRequest, contest_id: uuid.UUID) -> HttpResponse:
    """One contest: the letter, the term, the hearing, and what the procedure asks of the board."""
    viewer = door.viewer(request)
    found = reading.contest_for_board(viewer, contest_id)
    local = found.hearing_at.astimezone() if found.hearing_at else None
    form = HearingForm(
        request.POST or None,
        initial={
            "revision": found.revision,
            "day": local and local.date(),
            "hour": local and local.time(),
            "place": found.hearing_place,
        },
    )

    def page(status: int = 200) -> HttpResponse:
        return _contest_page(request, viewer, found, form, status)

    if request.method != "POST":
        return page()

    def work() -> str:
        typed = form.cleaned_data
        sitting.call_hearing(
            contest=found, by=viewer, on_moment=form.moment(), place=typed["place"], at=now(), seen=typed["revision"]
        )
        messages.success(request, gettext("The student gets a mail that there is something to read."))
        return reverse("helpdesk:board-contest", args=(found.pk,))

    return carry_out(request, form, work, page)


def _contest_page(request: HttpRequest, viewer: Viewer, found: Contest, form: HearingForm, status: int) -> HttpResponse:
    case = found.case
    assert case is not None
    assert found.handed_in_at is not None
    runs = case.status == Case.Status.OPEN
    english = (request.LANGUAGE_CODE or "nl").startswith("en")
    due = found.decide_by if runs else None
    outcome = case.outcome_en if english else case.outcome_nl
    context = {
        "contest": found,
        "title": f"{subject_of(found)}: {found.student.name}",
        "facts": [
            Fact(label=gettext("What is it about?"), value=MATTERS[found.matter]),
            Fact(label=gettext("Received"), value=moment(found.handed_in_at)),
            Fact(
                label=gettext("In time"),
                value=gettext("yes")
                if is_in_time(found, found.handed_in_at)
                else gettext("after the last day: the board judges whether that can be excused"),
            ),
            Fact(label=gettext("Rests on"), value=found.source),
            Fact(label=gettext("Hearing"), value=_hearing(found)),
            Fact(label=gettext("Where it stands"), value=outcome or (case.step_en if english else case.step_nl)),
        ],
        "due": due,
        "parts": parts_of(found),
        "runs": runs,
        "form": form if runs else None,
        "tasks": [
            (task.title_en if english else task.title_nl, reverse("cases:act", args=(case.pk, task.act)))
            for task in reading.tasks_of_board(found)
        ],
        "case_url": reverse("cases:case", args=(case.pk,)),
        "publication": reading.publication_of(found),
        "key": request.POST.get("submission") or new_key(),
        "today": viewer.day,
    }
    return render(request, "helpdesk/board_contest.html", context, status=status)


def _hearing(found: Contest) -> str:
    if found.hearing_at is None:
        return gettext("still to be planned")
    return f"{moment(found.hearing_at)}, {found.hearing_place}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_outcome(request: HttpRequest, contest_id: uuid.UUID) -> HttpResponse:
    """Write an outcome down without who it was."""
    viewer = door.viewer(request)
    found = reading.contest_for_board(viewer, contest_id)
    form = OutcomeForm(request.POST or None)
    back = reverse("helpdesk:board-contest", args=(found.pk,))

    def page(status: int = 200) -> HttpResponse:
        context = {"form": form, "back": back, "key": request.POST.get("submission") or new_key()}
        return render(request, "helpdesk/new_outcome.html", context, status=status)

    if request.method != "POST":
        return page()

    def work() -> str:
        made = publishing.propose_outcome(contest=found, by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, gettext("It is kept. Another member reads it before it is public."))
        return reverse("helpdesk:publication", args=(made.pk,))

    return carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: HttpRequest, publication_id: uuid.UUID) -> HttpResponse:
    """One outcome: another member than the writer reads and publishes it; any member withdraws it."""
    viewer = door.viewer(request)
    found = reading.publication_for(viewer, publication_id)
    withdraws = request.POST.get("do") == "withdraw"
    form = ReadForm(request.POST if request.POST and not withdraws else None, initial={"revision": found.revision})
    if withdraws:
        form = ReadForm({"read": "on", "revision": str(found.revision)})
    names = reading.names_in(found.contest) if found.contest else ()

    def page(status: int = 200) -> HttpResponse:
        context = {
            "publication": found,
            "over": f"{str(ROUTES[found.route]).capitalize()}, {found.year}",
            "status_word": PUBLICATION_STATUSES[found.status],
            "may_publish": found.status == Publication.Status.PROPOSED and found.written_by_id != viewer.person.pk,
            "points": points_to(f"{found.title}\n{found.text}", names),
            "form": form,
            "keys": (new_key(), new_key()),
        }
        return render(request, "helpdesk/publication.html", context, status=status)

    if request.method != "POST":
        return page()

    def work() -> str:
        if withdraws:
            publishing.withdraw_outcome(publication=found, by=viewer, seen_revision=found.revision)
        else:
            publishing.publish_outcome(
                publication=found, by=viewer, at=now(), seen_revision=form.cleaned_data["revision"]
            )
            messages.success(request, gettext("This outcome is public now."))
        return reverse("helpdesk:publication", args=(found.pk,))

    return carry_out(request, form, work, page)


@require_safe
def outcomes(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """What the boards of an institution decided, for everybody, without who it was."""
    organisation, found = reading.public_outcomes(organisation_id)
    years: dict[int, list[tuple[str, Publication]]] = {}
    for one in found:
        years.setdefault(one.year, []).append((str(ROUTES[one.route]).capitalize(), one))
    return render(request, "helpdesk/outcomes.html", {"organisation": organisation, "years": list(years.items())})
