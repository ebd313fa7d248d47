"""For who guards privacy or makes policy: what waits at their own desk, in numbers, and the way there."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from houvast.desk.links import address_of
from houvast.desk.queries.section import Section
from houvast.people.clock import AMSTERDAM
from houvast.people.models import GUARDED, RoleAssignment
from houvast.people.role_names import ROLE_NAMES
from houvast.people.viewer import Viewer
from houvast.people.waiting import NOT_JUDGED
from houvast.privacy.models import Emergency, RightsRequest, UnusualReading
from houvast.web.components import Link, Row

ROLE = RoleAssignment.Role
TRUSTED = frozenset({ROLE.ADMINISTRATOR, *GUARDED})
SHOWN_FOR = timedelta(days=90)


def sections(viewer: Viewer) -> Iterator[Section]:
    """No names: whoever opens the desk is noted there. Four queries for a privacy officer, one for an administrator and
    who opens what is told in confidence, none for anybody else.
    """
    if viewer.waiting_roles:
        yield _not_confirmed(viewer)
    if viewer.role_names & TRUSTED and (by_operator := _by_operator(viewer)):
        yield by_operator
    if viewer.has_role(ROLE.PRIVACY_OFFICER):
        yield _privacy(viewer)
    if viewer.has_role(ROLE.POLICY_MAKER):
        yield Section(
            title=gettext("Figures"),
            empty=gettext("What goes well and where students stall, of teams and programmes, never of one student."),
            more=Link(label=gettext("To the figures"), url=reverse("monitor:overview")),
        )


def _not_confirmed(viewer: Viewer) -> Section:
    """What was given to the viewer and opens nothing yet."""
    return Section(
        title=gettext("Waits for the privacy officer"),
        rows=tuple(
            Row(
                name=str(ROLE_NAMES[role]),
                url=reverse("my-access"),
                why=gettext("you have this role as soon as the privacy officer has confirmed it"),
            )
            for role in viewer.waiting_roles
        ),
        empty="",
    )


def _by_operator(viewer: Viewer) -> Section | None:
    """Everybody who is trusted sees whom the operator of the server made privacy officer."""
    since = datetime.combine(viewer.day - SHOWN_FOR, time(), AMSTERDAM)
    found = RoleAssignment.objects.filter(
        organisation_id=viewer.organisation_id, role=ROLE.PRIVACY_OFFICER, confirmed_at__gte=since
    )
    rows = tuple(
        Row(
            name=one.person.name,
            url=reverse("my-access"),
            why=_asked_by(one.vouched_by),
            due_text=date_format(localtime(one.confirmed_at), "j F Y"),
        )
        for one in found.exclude(vouched_by="").select_related("person").order_by("-confirmed_at", "pk")
    )
    title = gettext("Made privacy officer by whoever runs the server")
    return Section(title=title, rows=rows, empty="") if rows else None


def _asked_by(vouched_by: str) -> str:
    one, _, other = vouched_by.partition("; ")
    return gettext("asked by %(one)s and %(other)s") % {"one": one, "other": other}


def _privacy(viewer: Viewer) -> Section:
    url = address_of("privacy-officer")
    ours = {"organisation_id": viewer.organisation_id}
    asked = RightsRequest.objects.filter(state=RightsRequest.State.OPEN, **ours).aggregate(
        n=Count("pk"), first=Min("answer_by")
    )
    readings = UnusualReading.objects.filter(outcome="", **ours).count()
    emergencies = Emergency.objects.filter(review="", **ours).count()
    waiting = RoleAssignment.every.filter(NOT_JUDGED, role__in=GUARDED, **ours).count()
    found = (
        (gettext("Who waits to be let in"), waiting, None),
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
