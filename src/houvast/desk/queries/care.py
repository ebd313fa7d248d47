"""What waits in meetings, teachers' rounds, referrals and confidential contact, for the start page.

For the chair of a care team the meetings to come; for a teacher questions to answer; for a partner or the youth team
who asked for contact, which seats there are and what was referred.
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from houvast.careteam.confidence_pages import desk_rows
from houvast.careteam.models import Referral
from houvast.careteam.pages import meeting_row, referral_row, seat_row
from houvast.careteam.queries.meetings import coming_meetings
from houvast.careteam.queries.own import my_seats
from houvast.careteam.queries.rights import STAFF
from houvast.careteam.queries.rounds import (
    ending_by_age_or_school,
    questions_to,
    referrals_late,
    referrals_to,
    rounds_to_close,
)
from houvast.desk.queries.section import Section
from houvast.people.models import AccountReach
from houvast.people.viewer import DESK_ROLES, Viewer
from houvast.web.components import Link, Row

SHOWN = 10


def sections(viewer: Viewer) -> Iterator[Section]:
    """Sections with rows only where something waits; none for students and guardians, whose own page says it."""
    if viewer.role_names & STAFF:
        yield from _colleague(viewer)
    if viewer.role_names & DESK_ROLES:
        yield from _desk(viewer)
    if _reaches_elsewhere(viewer):
        yield from _partner(viewer)


def _reaches_elsewhere(viewer: Viewer) -> bool:
    """Whether this account was given access to another organisation; read with the account, so mostly without cost."""
    account = getattr(viewer.person, "account", None)
    return bool(account and account.has_reach) and AccountReach.objects.filter(account=account).exists()


def _colleague(viewer: Viewer) -> Iterator[Section]:
    waiting = tuple(
        Row(
            name=one.round.student.name,
            url=reverse("careteam:answer-round", args=(one.pk,)),
            why=gettext("%(name)s asks all teachers one question") % {"name": one.round.asked_by.name},
            due=one.round.closes_on,
            action_label=gettext("Answer"),
            action_url=reverse("careteam:answer-round", args=(one.pk,)),
        )
        for one in questions_to(viewer)[:SHOWN]
    )
    if waiting:
        yield Section(title=gettext("Questions of coaches"), rows=waiting, counts=True, empty="")
    closing = tuple(
        Row(
            name=one.student.name,
            url=reverse("careteam:round", args=(one.pk,)),
            why=gettext("The answers of the teachers are in: sum them up"),
            due=one.closes_on,
            action_label=gettext("Open"),
            action_url=reverse("careteam:round", args=(one.pk,)),
        )
        for one in rounds_to_close(viewer)[:SHOWN]
    )
    late = tuple(
        Row(
            name=one.student.name,
            url=reverse("careteam:referral", args=(one.pk,)),
            why=gettext("No answer from %(where)s yet: call them") % {"where": one.to_name},
            due=one.answer_by,
            action_label=gettext("Open"),
            action_url=reverse("careteam:referral", args=(one.pk,)),
        )
        for one in referrals_late(viewer)[:SHOWN]
    )
    ending = tuple(
        Row(
            name=one.student.name,
            url=reverse("careteam:referral", args=(one.pk,)),
            why=gettext("%(help)s is not for this age or level any more: who takes over?") % {"help": service.name},
            action_label=gettext("Open"),
            action_url=reverse("careteam:referral", args=(one.pk,)),
        )
        for one, service in ending_by_age_or_school(viewer)[:SHOWN]
    )
    if rows := closing + late + ending:
        yield Section(title=gettext("Rounds and referrals to see to"), rows=rows, counts=True, empty="")
    coming = tuple(meeting_row(one) for one in coming_meetings(viewer))
    if coming:
        yield Section(
            title=gettext("Meetings at which you sit"),
            rows=coming,
            empty="",
            more=Link(label=gettext("All meetings"), url=reverse("careteam:start")),
        )


def _desk(viewer: Viewer) -> Iterator[Section]:
    rows = desk_rows(viewer)
    if rows:
        waiting = sum(1 for row in rows if row.rating)
        title = gettext("In confidence")
        waits = ngettext("%(n)s waits", "%(n)s wait", waiting) % {"n": waiting}
        yield Section(
            title=f"{title}: {waits}" if waiting else title,
            rows=rows[:SHOWN],
            counts=True,
            empty="",
            more=Link(label=gettext("Everybody who asked"), url=reverse("careteam:in-confidence")),
        )


def _partner(viewer: Viewer) -> Iterator[Section]:
    referred = tuple(_named(one) for one in referrals_to(viewer)[:SHOWN])
    if referred:
        yield Section(title=gettext("Referred to you"), rows=referred, counts=True, empty="")
    seats = tuple(seat_row(one) for one in my_seats(viewer)[:SHOWN])
    if seats:
        yield Section(
            title=gettext("At the table for"),
            rows=seats,
            empty="",
            more=Link(label=gettext("All meetings"), url=reverse("careteam:start")),
        )


def _named(referral: Referral) -> Row:
    """A referral by the name of the student, for whoever helps."""
    row = referral_row(referral)
    return Row(
        name=referral.student.name,
        url=row.url,
        about=row.name,
        why=row.why,
        rating=row.rating,
        due=row.due,
        action_label=gettext("Open"),
        action_url=row.url,
    )
