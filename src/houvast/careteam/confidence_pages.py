"""What the pages of confidential contact show: to the student, and to the helpers of one desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from houvast.careteam.models import ConfidentialContact
from houvast.careteam.queries import confidence
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.web.components import Rating, Row
from houvast.web.days import long_day


def own_page(viewer: Viewer) -> dict[str, Any]:
    """Whom a student can reach alone, and the contacts there are."""
    contacts = confidence.own_contacts(viewer)
    running = {one.desk_id for one in contacts if one.ended_on is None}
    desks = [one for one in confidence.desks_reached_alone(viewer) if one.pk not in running]
    return {
        "contacts": tuple(_own_row(one) for one in contacts),
        "desks": desks,
        "back": reverse("start"),
        "today": viewer.day,
    }


def _own_row(contact: ConfidentialContact) -> Row:
    here = reverse("careteam:contact", args=(contact.pk,))
    return Row(name=contact.desk.name, url=here, why=_where(contact), action_label=gettext("Open"), action_url=here)


def _where(contact: ConfidentialContact) -> str:
    if contact.ended_on:
        return gettext("Ended on %(day)s") % {"day": long_day(contact.ended_on)}
    if contact.helper_name:
        return gettext("With %(name)s") % {"name": contact.helper_name}
    return gettext("Sent on %(day)s, not opened yet") % {"day": long_day(contact.asked_at)}


def desk_page(viewer: Viewer) -> dict[str, Any]:
    """Who asked for contact at the desks of this helper."""
    return {"rows": desk_rows(viewer), "back": reverse("start"), "today": viewer.day}


def desk_rows(viewer: Viewer) -> tuple[Row, ...]:
    """For the helper's own list and start page: who asked, since when, and who took it up."""
    rows = []
    for one in confidence.waiting_at_my_desks(viewer):
        here = reverse("careteam:contact", args=(one.pk,))
        rows.append(
            Row(
                name=one.called or "",
                url=here,
                about=one.desk.name,
                why=gettext("Taken up by %(name)s") % {"name": one.helper_name}
                if one.taken_at
                else gettext("Asked on %(day)s, waits for an answer") % {"day": long_day(one.asked_at)},
                rating="" if one.taken_at else Rating.AMBER,
                action_label=gettext("Open"),
                action_url=here,
            )
        )
    return tuple(rows)


def contact_page(viewer: Viewer, contact: ConfidentialContact) -> dict[str, Any]:
    """What both wrote. A helper opens it first: then the student reads who did."""
    own = confidence.is_own(viewer, contact)
    opened = own or any(
        one.reader_id == viewer.person.pk and one.on == viewer.day for one in confidence.reads_of(contact)
    )
    return {
        "contact": contact,
        "own": own,
        "opened": opened,
        "words": tuple(
            (one, (one.helper_id is None) == own, _writer(one.helper_id is None, contact, own=own))
            for one in (confidence.words_of(contact) if opened else ())
        ),
        "reads": confidence.reads_of(contact) if own else (),
        "school_knows": own and confidence.school_knows(viewer, contact),
        "where": _where(contact),
        "back": reverse("careteam:in-confidence"),
        "step_key": new_key(),
        "today": viewer.day,
    }


def _writer(by_student: bool, contact: ConfidentialContact, *, own: bool) -> str:  # noqa: FBT001 - a fact of the row
    if by_student:
        return gettext("You") if own else contact.called or ""
    return contact.helper_name or contact.desk.name
