"""For who guards privacy or makes policy: what waits at their own desk, in numbers, and the way there."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from houvast.desk.links import address_of
from houvast.desk.queries.section import Section
from houvast.people.models import RoleAssignment
from houvast.people.viewer import Viewer
from houvast.privacy.models import Emergency, RightsRequest, UnusualReading
from houvast.web.components import Link, Row

ROLE = RoleAssignment.Role


def sections(viewer: Viewer) -> Iterator[Section]:
    """No names: whoever opens the desk is noted there. Three queries for a privacy officer, none for anybody else."""
    if viewer.has_role(ROLE.PRIVACY_OFFICER):
        yield _privacy(viewer)
    if viewer.has_role(ROLE.POLICY_MAKER):
        yield Section(
            title=gettext("Figures"),
            empty=gettext("What goes well and where students stall, of teams and programmes, never of one student."),
            more=Link(label=gettext("To the figures"), url=reverse("monitor:overview")),
        )


def _privacy(viewer: Viewer) -> Section:
    url = address_of("privacy-officer")
    ours = {"organisation_id": viewer.organisation_id}
    asked = RightsRequest.objects.filter(state=RightsRequest.State.OPEN, **ours).aggregate(
        n=Count("pk"), first=Min("answer_by")
    )
    readings = UnusualReading.objects.filter(outcome="", **ours).count()
    emergencies = Emergency.objects.filter(review="", **ours).count()
    found = (
        (gettext("What students ask"), asked["n"], asked["first"]),
        (gettext("Opened in an emergency"), emergencies, None),
        (gettext("Reading that needs a word"), readings, None),
    )
    return Section(
        title=gettext("Privacy: what waits"),
        rows=tuple(
            Row(
                name=name,
                url=url,
                why=ngettext("%(n)s waits for you", "%(n)s wait for you", count) % {"n": count},
                due=due,
                action_label=gettext("Open"),
                action_url=url,
            )
            for name, count, due in found
            if count
        ),
        counts=True,
        empty=gettext("Nothing waits at the privacy desk."),
        more=Link(label=gettext("To the privacy desk"), url=url),
    )
