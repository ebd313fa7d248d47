"""What waits around figures, for the start page: looking back, goals to look at again, what does not fit."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from houvast.desk.queries.section import Section
from houvast.monitor.queries.waiting import waiting
from houvast.people.viewer import Viewer
from houvast.web.components import Link

SHOWN = 10


def sections(viewer: Viewer) -> Iterator[Section]:
    """Only where something waits; nothing for who has no figures."""
    found = waiting(viewer, SHOWN)
    if found.looks:
        yield Section(title=gettext("How are those who left?"), rows=found.looks, counts=True, empty="")
    if found.cycles:
        yield Section(
            title=gettext("Goals to look at again"),
            rows=found.cycles,
            counts=True,
            empty="",
            more=Link(label=gettext("What we learn"), url=reverse("monitor:learning")),
        )
    if found.checks:
        yield Section(
            title=gettext("Registrations that do not fit"),
            rows=found.checks,
            empty="",
            more=Link(label=gettext("Data checks"), url=reverse("monitor:checks")),
        )
