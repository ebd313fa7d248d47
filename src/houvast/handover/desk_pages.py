"""What the pages of a partner desk show: plain values for the components, texts in the reader's language."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.handover.desks import Group
from houvast.core.handover.items import Item
from houvast.core.handover.steps import Party, State, Step, steps_of
from houvast.handover import queries
from houvast.handover.models import Following, FollowingEntry
from houvast.handover.pages import SHOWN, after_weeks, follow_up_row, handover_rows
from houvast.handover.waiting import AHEAD
from houvast.handover.words import ENTRIES, GROUPS, ITEMS, RATINGS, STATES, turn_of
from houvast.people.models import PersonalRelation
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.web.components import Entry, EntryKind, Fact, Rating, Row
from houvast.web.days import long_day


def desk_rows(rows: Iterable[queries.Followed]) -> tuple[Row, ...]:
    """People of a desk, as a list."""
    return tuple(_desk_row(row) for row in rows)


def _desk_row(row: queries.Followed) -> Row:
    one = row.following
    here = reverse("following", args=(one.pk,))
    waits = one.accepted_on is None
    desk = one.desk.name if one.desk else gettext("from a colleague")
    reported = one.origin == Following.Origin.REPORT
    why = (
        (gettext("reported by %(name)s") if reported else gettext("handed over by %(name)s")) % {"name": one.from_name}
        if waits
        else _followed_why(row)
    )
    return Row(
        name=one.person.name,
        url=here,
        about=desk if waits or one.holder is None else f"{desk} · {one.holder.name}",
        why=why,
        rating=Rating.RED if one.in_contact is False else "",
        due=one.next_on,
        action_label=gettext("Give an answer") if waits else gettext("Open"),
        action_url=here,
    )


def _followed_why(row: queries.Followed) -> str:
    one = row.following
    said = []
    if State(one.state) in {State.ACCEPTED, State.TALKED}:
        said.append(turn_of(one).rstrip("."))
    elif one.first_contact_on is None:
        said.append(gettext("no contact yet"))
    elif one.in_contact is False:
        said.append(gettext("no contact any more"))
    else:
        said.append(gettext("in contact"))
    if row.until is not None:
        said.append(gettext("until %(day)s") % {"day": long_day(row.until)})
    return ", ".join(said)


def following_page(viewer: Viewer, following: Following) -> dict[str, Any]:
    """The context of a desk's page about one person."""
    row = queries.followed(following, viewer.day)
    can = steps_of(State(following.state), by=Party.RECEIVER) if following.handover_id else ()
    accepted = following.accepted_on is not None
    state = State(following.state)
    reads = queries.may_read_told(following, viewer.day)
    told = following.content.get("told", {}) if reads else {}
    here = (following.pk,)
    return {
        "following": following,
        "person": following.person,
        "lead": turn_of(following),
        "state": STATES[state],
        "rating": RATINGS.get(state, Rating.AMBER),
        "told": [(ITEMS[item], told[item.value]) for item in Item if told.get(item.value) and item is not Item.PLAN],
        "plan": [
            (one["who"], one["what"], one["where"], date.fromisoformat(one["due_on"]) if one["due_on"] else None)
            for one in following.content.get("plan", [])
        ]
        if reads
        else [],
        "told_until": following.until if reads else None,
        "told_ended": bool(following.handover_id) and not reads,
        "facts": _facts(row),
        "entries": [_entry(one) for one in following.entries.select_related("by").order_by("-on", "-at", "-id")],
        "follow_ups": [
            follow_up_row(one, name=after_weeks(one.weeks), answers=True)
            for one in following.follow_ups.order_by("due_on")
        ],
        "accept_url": reverse("accept-following", args=here) if Step.ACCEPT in can else "",
        "refuse_url": reverse("refuse-following", args=here) if Step.REFUSE in can else "",
        "refuse_label": gettext("Say no, with a reason") if not accepted else gettext("Give back, with a reason"),
        "talk_url": reverse("talk-following", args=here) if Step.TALK in can else "",
        "confirm_url": reverse("confirm-following", args=here) if Step.CONFIRM in can else "",
        "record_url": reverse("record-following", args=here) if accepted else "",
        "hand_on_url": reverse("ask-handover", args=(following.person_id,)) if accepted and following.desk_id else "",
        "close_url": reverse("close-following", args=here) if state in {State.DONE, State.REVOKED} else "",
        "handed_on": handover_rows(queries.handovers_of(following.person)) if following.desk_id else (),
        "submission": new_key(),
        "back": reverse("partner-desk"),
        "today": viewer.day,
    }


def _facts(row: queries.Followed) -> tuple[Fact, ...]:
    one = row.following
    person = one.person
    found: list[Fact] = []
    if person.birth_date:
        found.append(Fact(label=gettext("Birth date"), value=long_day(person.birth_date)))
    found += [
        Fact(label=label, value=value)
        for label, value in ((gettext("Phone"), person.phone), (gettext("E-mail"), person.email))
        if value
    ]
    if one.from_name:
        found.append(Fact(label=gettext("Handed over by"), value=one.from_name))
    if one.group != Group.OTHER or one.origin == Following.Origin.REGISTERED:
        found.append(Fact(label=gettext("Why we follow"), value=GROUPS[Group(one.group)]))
    if row.until is not None:
        found.append(Fact(label=_duty(row.status), value=long_day(row.until)))
    elif row.status == "none":
        found.append(Fact(label=gettext("Followed until"), value=gettext("the law asks no following (any more)")))
    elif row.status == "unknown":
        found.append(Fact(label=gettext("Followed until"), value=gettext("the birth date is needed to know")))
    if one.holder is not None:
        found.append(Fact(label=gettext("Who has taken over"), value=one.holder.name))
    return tuple(found)


def _duty(status: str) -> str:
    return {
        "compulsory_education": gettext("Compulsory education until"),
        "qualification_duty": gettext("Qualification duty until"),
    }.get(status, gettext("Followed until"))


def _entry(one: FollowingEntry) -> Entry:
    if one.kind == FollowingEntry.Kind.STEP:
        known = State(one.text) if one.text in set(State) else None
        title = str(STATES[known]).capitalize() if known else gettext("Step")
        text = "" if known else one.text
    else:
        title, text = str(ENTRIES[one.kind]), one.text
    return Entry(
        on=one.on,
        kind=EntryKind.TALK if one.kind in {"talk", "first_contact", "home_visit"} else EntryKind.NOTE,
        title=title,
        text=text,
        who=one.by.name if one.by else "",
    )


def partner_rows(viewer: Viewer) -> tuple[Row, ...]:
    """What waits at this viewer's desks, for the start page: answers to give, then who is due. Noted as shown."""
    if not queries.works_at_a_desk(viewer) and PersonalRelation.Kind.HANDED_OVER not in viewer.relation_kinds:
        return ()
    waits, _ = queries.desk_list(viewer, show=queries.WAITS, most=SHOWN)
    due, _ = queries.desk_list(viewer, show=queries.FOLLOWS, most=SHOWN, due_by=viewer.day + AHEAD)
    return desk_rows([*waits, *due])
