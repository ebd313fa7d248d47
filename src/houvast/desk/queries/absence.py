"""Absence on the start page: who is missed, and which reports wait for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from houvast.attendance.models import AbsenceReport
from houvast.attendance.queries.missed import missed_by
from houvast.attendance.queries.reports import worklist
from houvast.attendance.rows import missed_rows, report_row
from houvast.desk.queries.section import Section
from houvast.web.components import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from houvast.people.viewer import Viewer

SHOWN = 10


def missed(viewer: Viewer) -> Iterator[Section]:
    """Students who are missed and were not told so yet (S-521, S-607)."""
    if (found := missed_by(viewer, most=SHOWN)).rows:
        yield Section(
            title=gettext("Who is missed?"),
            rows=missed_rows(found.rows),
            empty="",
            counts=True,
            more=Link(label=gettext("Everybody who is missed"), url=reverse("absence:missed"))
            if found.total > SHOWN
            else None,
        )


def reports(viewer: Viewer) -> Iterator[Section]:
    """Absence reports that wait to be checked, the first due first."""
    found, _more = worklist(viewer, AbsenceReport.State.PREPARED)
    if found:
        yield Section(
            title=gettext("Absence reports to check"),
            rows=tuple(report_row(one) for one in found[:SHOWN]),
            empty="",
            counts=True,
            more=Link(label=gettext("All absence reports"), url=reverse("absence:reports")),
        )
