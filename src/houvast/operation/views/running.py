"""How the installation stands, and what waits: for the administrator of the institution."""

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houvast.exchange.queries import latest_runs
from houvast.operation.actions import chains, queues
from houvast.operation.doctor.examination import examine_within
from houvast.operation.doctor.findings import NAMES, Finding, Level
from houvast.operation.forms.running import WorkForm
from houvast.operation.maintenance import state
from houvast.operation.queries import data_checks
from houvast.operation.queries import integrity as integrity_queries
from houvast.operation.queries import queues as queue_queries
from houvast.operation.views.office import Role, office
from houvast.outbox.models import Job, Mail
from houvast.people.actions.record import NotYours
from houvast.people.carrying import press
from houvast.people.clock import now
from houvast.people.submissions import new_key
from houvast.privacy import door
from houvast.web.components import Link

RATINGS = {Level.ERROR: "red", Level.WARNING: "amber", Level.FINE: "green"}
ORDER = list(RATINGS)
PLACE = re.compile(r"(?<![\w:/])/(?:[\w.-]+/)+")
"""The folders before a file: whoever works at a school learns nothing about the machine."""


@office(Role.ADMINISTRATOR, methods=("GET",))
def condition(request: HttpRequest) -> HttpResponse:
    """What `houvast doctor` says, with the work and the dossiers of this institution."""
    viewer = door.viewer(request)
    findings = sorted(examine_within(viewer.organisation_id), key=lambda one: ORDER.index(one.level))
    wrong = sum(one.level is not Level.FINE for one in findings)
    context = {"rows": [_shown(one) for one in findings], "wrong": wrong, "closed": state()}
    return render(request, "operation/running/condition.html", context)


def _shown(one: Finding) -> tuple[str, str, str, str]:
    return (str(NAMES.get(one.about, one.about)), RATINGS[one.level], _for_school(one.text), _for_school(one.mend))


def _for_school(text: str) -> str:
    """Without the places on the machine and the marks that a command line puts around commands."""
    return PLACE.sub("…/", text).replace("`", "")


@office(Role.ADMINISTRATOR)
def tasks(request: HttpRequest) -> HttpResponse:
    """The background tasks: waiting, running, failed, tried again."""
    if request.method == "POST":
        return _carried_out(request, Job, "administration-tasks")
    viewer = door.viewer(request)
    which = _which(request)
    queue = queue_queries.tasks(viewer, which=which, after=request.GET.get("after", ""), at=now())
    return _queue_page(request, queue, which, "tasks")


@office(Role.ADMINISTRATOR)
def outbox(request: HttpRequest) -> HttpResponse:
    """The mail that waits, left or was given up; never what it says, nor whole addresses."""
    if request.method == "POST":
        return _carried_out(request, Mail, "administration-outbox")
    viewer = door.viewer(request)
    which = _which(request)
    queue = queue_queries.mails(viewer, which=which, after=request.GET.get("after", ""), at=now())
    return _queue_page(request, queue, which, "outbox")


def _which(request: HttpRequest) -> str:
    which = request.GET.get("which", "open")
    return which if which in queue_queries.STATES else "open"


def _queue_page(request: HttpRequest, queue: queue_queries.Queue, which: str, name: str) -> HttpResponse:
    words = {"open": _("Waiting"), "failed": _("Given up"), "done": _("Done")}
    context = {
        "queue": queue,
        "rows": [(row, new_key(), new_key()) for row in queue.rows],
        "which": which,
        "tabs": [Link(label=words[one], url=f"?which={one}", current=one == which) for one in words],
        "key": new_key(),
        "next_url": "?" + urlencode({"which": which, "after": queue.after}) if queue.after else "",
    }
    return render(request, f"operation/running/{name}.html", context)


def _carried_out(request: HttpRequest, model: type[Mail] | type[Job], back: str) -> HttpResponse:
    form = WorkForm(request.POST)
    if not form.is_valid():
        raise Http404
    viewer, wanted = door.viewer(request), form.cleaned_data
    here = f"{reverse(back)}?which={_which(request)}"

    def work() -> str:
        match wanted["do"]:
            case "all-again":
                count = queues.try_all_again(by=viewer, at=now())
                messages.success(
                    request, ngettext("%(n)s is tried again.", "%(n)s are tried again.", count) % {"n": count}
                )
            case "again":
                queues.try_again(model=model, work_id=wanted["work"], by=viewer, at=now())
                messages.success(request, _("It is tried again now."))
            case _:
                queues.give_up(model=model, work_id=wanted["work"], by=viewer)
                messages.success(request, _("It is not tried any more."))
        return here

    try:
        return press(request, work, again_url=here)
    except NotYours as error:
        raise Http404 from error


@office(Role.ADMINISTRATOR)
def integrity(request: HttpRequest) -> HttpResponse:
    """Are the logs of all dossiers whole, and do rows contradict each other?"""
    viewer = door.viewer(request)
    here = reverse("administration-integrity")
    if request.method == "POST":

        def work() -> str:
            chains.ask_verification(by=viewer, at=now())
            messages.success(request, _("The logs are verified in the background. Look again in a few minutes."))
            return here

        return press(request, work, again_url=here)
    context = {
        "found": integrity_queries.integrity(viewer),
        "checks": data_checks.data_checks(viewer),
        "key": new_key(),
    }
    return render(request, "operation/running/integrity.html", context)


@office(Role.ADMINISTRATOR, methods=("GET",))
def imports(request: HttpRequest) -> HttpResponse:
    """The latest imports: when, what, by whom, and how many rows were left."""
    return render(request, "operation/running/imports.html", {"runs": latest_runs(door.viewer(request))})
