"""What the pages of the transfer board are made of."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from houvast.core.access.words import Action, Data
from houvast.core.calendar import school_year_named
from houvast.core.transfer.phases import Phase, phase_on, spans, year_on
from houvast.core.transfer.reasons import ReasonToLook
from houvast.core.transfer.standing import Standing, Way, standing_of_way
from houvast.handover.pages import handover_rows
from houvast.handover.queries import handovers_of
from houvast.privacy import door
from houvast.transfer.actions.recording import ABOUT_AN_APPLICATION, BY_SIDE
from houvast.transfer.models import Application, BoardRow, ConsentItem, Pupil, TransferEvent
from houvast.transfer.queries.board import SHOW_OF_PHASE, Asked
from houvast.transfer.queries.reach import decision
from houvast.transfer.queries.shows import Show
from houvast.transfer.words import (
    AREAS,
    EVENTS,
    PHASES,
    REASONS,
    SCHOOL_TYPES,
    SHOWS,
    SPECIAL_GROUPS,
    STANDINGS,
    STATUSES,
    WITH_A_PLAN,
)
from houvast.web.components import Entry, EntryKind, Fact, Link, Rating, Row
from houvast.web.days import short_day

if TYPE_CHECKING:
    from houvast.people.viewer import Viewer
    from houvast.transfer.queries.board import Board
    from houvast.transfer.queries.pupil import Details

Kind = TransferEvent.Kind
ENTRY_KINDS = {
    Kind.INTRODUCTION_HELD: EntryKind.TALK, Kind.INTAKE_HELD: EntryKind.TALK, Kind.CHOICE_GUIDANCE: EntryKind.TALK,
    Kind.ADVICE_GIVEN: EntryKind.TALK, Kind.WARM_HANDOVER: EntryKind.TALK, Kind.PLACED: EntryKind.LETTER,
    Kind.REFUSED: EntryKind.LETTER, Kind.NO_SHOW: EntryKind.ALERT, Kind.BROKE_OFF: EntryKind.ALERT,
    Kind.WITHDRAWN: EntryKind.ALERT, Kind.ATTEMPT: EntryKind.NOTE,
}  # fmt: skip
URGENT = frozenset({Standing.NO_SHOW, Standing.STOPPED, Standing.REJECTED, Standing.WITHDRAWN})
MOST_REASONS = 2
DECIDE_THEMSELVES = frozenset({Pupil.SpecialGroup.SIGHT, Pupil.SpecialGroup.HEARING_AND_LANGUAGE})
"""Groups for which no school partnership gives a statement."""


def board_rows(found: Board, *, side: str) -> list[Row]:
    """Name, why somebody may want to look, and where the pupil stands."""
    return [_row(row, side) for row in found.rows]


def _row(row: BoardRow, side: str) -> Row:
    about = [str(SCHOOL_TYPES[row.school_type])]
    if side != BoardRow.Side.SCHOOL:
        about.append(row.school_name)
    elif row.mentor:
        about.append(row.mentor)
    stands = str(STANDINGS[row.standing])
    if row.towards and row.standing not in {Standing.NO_APPLICATION, Standing.ELSEWHERE}:
        stands = f"{stands}: {row.towards}"
    reasons = row.reasons.split()
    told = [str(REASONS[one]) for one in reasons[:MOST_REASONS]]
    if len(reasons) > MOST_REASONS:
        more = len(reasons) - MOST_REASONS
        told.append(ngettext("%(n)s more reason", "%(n)s more reasons", more) % {"n": more})
    if side == BoardRow.Side.MUNICIPALITY:
        tried = ngettext("%(n)s thing was tried", "%(n)s things were tried", row.attempts) % {"n": row.attempts}
        told.append(tried if row.attempts else gettext("Nothing was tried yet"))
    urgent = row.standing in URGENT
    return Row(
        name=row.name,
        url=reverse("transfer-pupil", args=(row.pk,)),
        about=", ".join(about),
        why=". ".join([stands, *told]),
        rating=Rating.RED if urgent else "",
        due_text=gettext("Latest: %(day)s") % {"day": short_day(row.latest_on)} if row.latest_on else "",
    )


def phase_cards(found: Board, asked: Asked, day: date, side: str) -> list[dict[str, Any]]:
    """The phases of the year with how many are still to be helped in each; the present one is marked."""
    now = phase_on(day, asked.year).phase
    cards = []
    for span in spans(asked.year):
        if side == BoardRow.Side.MUNICIPALITY and span.phase not in {Phase.SUMMER, Phase.START}:
            continue
        show = SHOW_OF_PHASE[span.phase]
        cards.append(
            {
                "title": PHASES[span.phase],
                "words": SHOWS[show],
                "count": found.counts[show],
                "url": f"{reverse('transfer')}?{urlencode({'year': asked.year, 'show': show.value})}",
                "is_now": span.phase is now,
                "is_shown": asked.show is show,
            }
        )
    return cards


def show_choices(found: Board) -> list[tuple[str, str]]:
    """The lists one can choose, with their numbers."""
    return [
        (
            show.value,
            f"{SHOWS[show]} ({found.counts.get(show, found.total)})" if show else f"{SHOWS[show]} ({found.total})",
        )
        for show in Show
    ]


def reason_choices() -> list[tuple[str, str]]:
    return [(reason.value, str(REASONS[reason])) for reason in ReasonToLook]


def year_tabs(asked: Asked, day: date) -> list[Link]:
    """This leaving year, the one before and the one after."""
    current = year_on(day)
    return [
        Link(
            label=gettext("Leavers of %(year)s") % {"year": f"{year}-{year + 1}"},
            url=f"{reverse('transfer')}?{urlencode({'year': year})}",
            current=year == asked.year,
        )
        for year in (current - 1, current, current + 1)
    ]


def recordable(viewer: Viewer, details: Details) -> list[tuple[str, str, str]]:
    """What this viewer may record now: kind, label, address."""
    row = details.row
    if not decision(viewer, row, Action.RECORD).allowed:
        return []
    found = []
    for kind in Kind:
        if kind not in BY_SIDE[row.side]:
            continue
        if kind in ABOUT_AN_APPLICATION and not _open(details, kind):
            continue
        found.append(
            (str(kind), str(EVENTS[kind]), reverse("transfer-record", args=(row.pk, str(kind).replace("_", "-"))))
        )
    return found


PLACED_FIRST = frozenset({Kind.STARTED, Kind.NO_SHOW, Kind.BROKE_OFF, Kind.REPLACED})
OVER = frozenset({Application.Status.WITHDRAWN, Application.Status.NO_ENROLMENT})
HAS_PLACE = frozenset({Application.Status.AGREEMENT_OFFERED, Application.Status.ENROLLED})


def open_applications(details: Details, kind: str) -> list[Application]:
    """The applications that this can be about now."""
    return _open(details, kind)


def _open(details: Details, kind: str) -> list[Application]:
    live = [one for one in details.applications if one.double_of_id is None]
    if kind in PLACED_FIRST:
        return [one for one in live if one.status in HAS_PLACE]
    return [one for one in live if one.status not in OVER]


def timeline(details: Details) -> list[Entry]:
    """What happened, latest first, each with who recorded it and of which organisation."""
    return entries_of(details.events, {one.pk: one for one in details.applications})


def entries_of(events: Iterable[TransferEvent], named: Mapping[uuid.UUID, Application]) -> list[Entry]:
    """Events as lines of a timeline; `named` are the applications that may be named in them, by id."""
    entries = []
    for event in events:
        application = named.get(event.application_id) if event.application_id else None
        who = [event.by_name, event.by_organisation.name if event.by_organisation else ""]
        entries.append(
            Entry(
                on=event.on,
                kind=ENTRY_KINDS.get(Kind(event.kind), EntryKind.MOVE),
                title=str(EVENTS[event.kind]),
                text=". ".join(part for part in (_where(application), event.note) if part),
                who=", ".join(part for part in who if part),
            )
        )
    return entries


def _where(application: Application | None) -> str:
    if application is None:
        return ""
    return ", ".join(
        part for part in (application.programme or application.crebo, application.institution_name) if part
    )


def application_rows(viewer: Viewer, details: Details) -> list[dict[str, Any]]:
    """Each application with its status under the name of CAMBO, whether it was in time, and the way to a decision."""
    begins_in = school_year_named(details.pupil.leaving_year).begins_in
    deadline = date(begins_in + 1, 4, 1)
    decides = details.row.side == BoardRow.Side.INSTITUTION and decision(viewer, details.row, Action.DECIDE).allowed
    rows = []
    for one in details.applications:
        ways = tuple(event.kind for event in reversed(details.events) if event.application_id == one.pk)
        stands = standing_of_way(Way(status=one.status, events=ways))
        facts = [
            Fact(label=gettext("Status"), value=STATUSES[one.status]),
            Fact(label=gettext("Stands"), value=STANDINGS[stands]),
            Fact(label=gettext("Applied on"), value=_applied(one, deadline)),
        ]
        if one.level:
            facts.append(Fact(label=gettext("Level"), value=one.level))
        if one.decision_words:
            facts.append(Fact(label=gettext("Why"), value=one.decision_words))
        if one.reported_to_school_on:
            facts.append(Fact(label=gettext("Told to pupil and school"), value=short_day(one.reported_to_school_on)))
        open_ = one.status == Application.Status.RECEIVED and one.double_of_id is None
        rows.append(
            {
                "title": _where(one),
                "facts": facts,
                "is_double": one.double_of_id is not None,
                "decide_url": reverse("transfer-decide", args=(details.row.pk, one.pk)) if decides and open_ else "",
            }
        )
    return rows


def _applied(application: Application, deadline: date) -> str:
    if application.applied_on is None:
        return gettext("Not known")
    day = short_day(application.applied_on)
    if application.applied_on < deadline:
        return gettext("%(day)s, before 1 April") % {"day": day}
    return gettext("%(day)s, on or after 1 April") % {"day": day}


def need_facts(details: Details) -> list[Fact]:
    """What was said per area, as far as this viewer may read it."""
    return [
        Fact(
            label=str(AREAS[need.area]),
            value=need.text if need.by_organisation is None else f"{need.text} ({need.by_organisation.name})",
        )
        for need in details.needs
    ]


def pupil_facts(details: Details) -> list[Fact]:
    """Who this is, in short."""
    pupil, row = details.pupil, details.row
    facts = [
        Fact(label=gettext("Stands"), value=STANDINGS[row.standing]),
        Fact(label=gettext("School"), value=f"{row.school_name}, {SCHOOL_TYPES[row.school_type]}"),
    ]
    facts += special_facts(details)
    if row.mentor:
        facts.append(Fact(label=gettext("Mentor"), value=row.mentor))
    if row.side == BoardRow.Side.INSTITUTION and row.unit is not None:
        facts.append(Fact(label=gettext("Team"), value=row.unit.name))
    if pupil.comes_along:
        facts.append(Fact(label=gettext("Comes along"), value=pupil.comes_along))
    if row.side != BoardRow.Side.MUNICIPALITY and pupil.own_words:
        facts.append(Fact(label=gettext("In the pupil's own words"), value=pupil.own_words))
    if pupil.dossier_complete_on:
        facts.append(Fact(label=gettext("Dossier complete since"), value=short_day(pupil.dossier_complete_on)))
    return facts


def special_facts(details: Details) -> list[Fact]:
    """Of a pupil of practical or special education: group, admissibility statement and development plan, for the school
    itself, the pupil, and whoever the pupil agreed to tell about support.
    """
    pupil = details.pupil
    if pupil.school_type not in WITH_A_PLAN or ConsentItem.Item.SUPPORT not in details.agreed:
        return []
    facts = []
    if pupil.special_group:
        facts.append(Fact(label=gettext("Group of special education"), value=SPECIAL_GROUPS[pupil.special_group]))
    if pupil.admissible_until:
        value = gettext("Valid until %(day)s") % {"day": short_day(pupil.admissible_until)}
    elif pupil.special_group in DECIDE_THEMSELVES:
        value = gettext("Not needed: these schools decide on admission themselves")
    else:
        value = gettext("Not known; the school partnership gives it")
    facts.append(Fact(label=gettext("Admissibility statement (TLV)"), value=value))
    value = gettext("Not known; every pupil of this school has one")
    if pupil.development_plan_on:
        value = gettext("Talked about on %(day)s") % {"day": short_day(pupil.development_plan_on)}
    facts.append(Fact(label=gettext("Development plan (OPP)"), value=value))
    return facts


def reasons_of(row: BoardRow) -> list[str]:
    return [str(REASONS[one]) for one in row.reasons.split()]


def team_url(viewer: Viewer, details: Details) -> str:
    """The way to give a pupil who applied to a team, for whoever may at the mbo."""
    if details.row.side != BoardRow.Side.INSTITUTION or not decision(viewer, details.row, Action.MANAGE).allowed:
        return ""
    return reverse("transfer-team", args=(details.row.pk,))


def running_handovers(viewer: Viewer, details: Details) -> tuple[Row, ...]:
    """Where the handovers of this pupil stand, latest first, for whoever may see them at the feeder school."""
    student = details.pupil.student
    if details.row.side != BoardRow.Side.SCHOOL or not door.may(viewer, student, Data.HANDOVER):
        return ()
    return handover_rows(handovers_of(student))


def handover_url(viewer: Viewer, details: Details) -> str:
    """The way to ask a warm handover, for whoever may at the feeder school."""
    if details.row.side != BoardRow.Side.SCHOOL:
        return ""
    may = door.may(viewer, details.pupil.student, Data.HANDOVER, Action.RECORD)
    return reverse("ask-handover", args=(details.pupil.student_id,)) if may else ""
