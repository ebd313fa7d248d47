"""What a keeper does with the entries of their own organisation: the review queue, one entry, the export."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from houvast.directory import actions
from houvast.directory.content.reading import entries
from houvast.directory.forms import ServiceForm
from houvast.directory.forms.keeping import initial_of
from houvast.directory.life_areas import AREA_NAMES
from houvast.directory.models import Service, ServiceDoubt
from houvast.directory.queries import services as queries
from houvast.directory.queries.finding import shown
from houvast.directory.queries.fitting import is_stale
from houvast.directory.queries.gaps import LONG_WAIT, Gap, Lack
from houvast.directory.queries.gaps import gaps as gaps_between
from houvast.directory.queries.rows import rows_of
from houvast.directory.resting import asking_review
from houvast.directory.service_file import write
from houvast.directory.words import FAULTS, STATE_NAMES
from houvast.people.carrying import form_page, press
from houvast.people.clock import now, today
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door

SHOWN = 50


def keeper(request: HttpRequest) -> Viewer:
    """The viewer, when they keep entries; else there is no such page."""
    viewer = door.viewer(request)
    if not queries.may_keep(viewer):
        raise Http404
    return viewer


@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """The entries of the own organisation, what asks to be looked at on top; and texts of the house that do."""
    viewer, day = keeper(request), today()
    rows = list(queries.kept_by(viewer)[: SHOWN + 1])
    texts = [(one, shown(entries()[one.entry])) for one in asking_review(entries().values(), on=day)]
    context = {
        "rows": [(one, STATE_NAMES[one.state], _waits(one), _doubts(one)) for one in rows[:SHOWN]],
        "has_more": len(rows) > SHOWN,
        "waiting": queries.waiting_for_review(viewer, day),
        "texts": texts,
        "key": new_key(),
    }
    return render(request, "directory/queue.html", context)


@login_required
@require_GET
def gaps(request: HttpRequest) -> HttpResponse:
    """What no service in the directory covers, by life area (S-543)."""
    keeper(request)
    found: dict[str, list[str]] = {}
    for one in gaps_between():
        found.setdefault(one.area, []).append(_lack(one))
    here = reverse("directory:services")
    rows = [(AREA_NAMES[area], f"{here}?area={area}", lacks) for area, lacks in found.items()]
    return render(request, "directory/gaps.html", {"gaps": rows, "back": reverse("keep-services")})


def _lack(gap: Gap) -> str:
    match gap.lack:
        case Lack.NOBODY:
            return gettext("Nobody is in the directory for this.")
        case Lack.AGES:
            years = {"first": gap.first, "last": gap.last}
            return gettext("Nobody is there from %(first)s up to and including %(last)s years.") % years
        case Lack.ALONE:
            return gettext("Nobody can be reached without school knowing.")
        case Lack.WAITING:
            return gettext("Waiting time everywhere is more than %(n)s days.") % {"n": LONG_WAIT}


def _waits(service: Service) -> bool:
    if service.state == Service.State.WITHDRAWN:
        return False
    return service.state == Service.State.WAITING or is_stale(service.checked_on, today()) or bool(_doubts(service))


def _doubts(service: Service) -> list[tuple[str, ServiceDoubt]]:
    """What readers say is not right, said most first."""
    said = sorted(service.doubts.all(), key=lambda one: (-one.times, one.fault))
    return [(str(FAULTS[one.fault]), one) for one in said]


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    viewer = keeper(request)
    form = ServiceForm(request.POST or None, initial={"without_school": True})

    def work() -> str:
        made = actions.make(given=form.given(), by=viewer, on=today(), at=now())
        return reverse("directory:service", args=(made.pk,))

    return form_page(request, form, work, "directory/service_form.html", service=None)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    """Change one entry. Saving it is looking at it: it counts as checked today."""
    viewer = keeper(request)
    found = _own(viewer, service)
    form = ServiceForm(request.POST or None, initial=initial_of(found))

    def work() -> str:
        seen = form.cleaned_data["revision"] or 0
        actions.change(service=found, given=form.given(), by=viewer, on=today(), at=now(), seen_revision=seen)
        return reverse("directory:service", args=(found.pk,))

    return form_page(request, form, work, "directory/service_form.html", service=found)


def _own(viewer: Viewer, service: uuid.UUID) -> Service:
    found = queries.kept(viewer, service)
    if found is None:
        raise Http404
    return found


@login_required
@require_POST
def step(request: HttpRequest, service: uuid.UUID, what: str) -> HttpResponse:
    """Say that an entry is still right (`right`), or take it from the public pages (`withdraw`)."""
    viewer = keeper(request)
    found = _own(viewer, service)
    text = request.POST.get("revision", "")
    seen = int(text) if text.isascii() and text.isdigit() else 0
    if what not in ("right", "withdraw"):
        raise Http404

    def work() -> str:
        if what == "right":
            actions.look_again(service=found, by=viewer, on=today(), at=now(), seen_revision=seen)
            messages.success(request, gettext("Checked today."))
        else:
            actions.withdraw(service=found, by=viewer, at=now(), seen_revision=seen)
            messages.success(request, gettext("The entry is no longer public."))
        return reverse("keep-services")

    return press(request, work, again_url=reverse("keep-services"))


@login_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The entries of the own organisation as a file that can be loaded again."""
    response = HttpResponse(write(rows_of(queries.kept_by(keeper(request)))), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="houvast-directory.csv"'
    return response
