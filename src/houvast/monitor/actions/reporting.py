"""What a school adds to its figures: words, figures from elsewhere, approaches, meetings (S-404, S-758, S-775)."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from houvast.core.monitor.agenda import Point
from houvast.education.models import Programme
from houvast.monitor.models import AgendaEntry, Approach, LearningMeeting, MonitorSetting
from houvast.monitor.queries.reach import may_set, may_write, rule_of
from houvast.people.clock import day_of
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """Words on a point of the agenda, or a share in per cents with its source."""

    point: Point
    year: int
    words: str = ""
    share: Decimal | None = None
    source: str = ""
    programme: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachDraft:
    """An approach or a publication; lists hold keys of `core.monitor.approaches` and of the mechanisms."""

    title: str
    kind: str
    year: int
    sectors: list[str]
    themes: list[str]
    mechanisms: list[str]
    context: str
    intervention: str
    how_it_works: str
    results: str
    takeaway: str


def write_entry(*, by: Viewer, draft: EntryDraft, at: datetime) -> AgendaEntry:
    """Add words or a figure from elsewhere to the report of a year; nothing that stood there goes."""
    _may(by)
    if not draft.words and draft.share is None:
        raise CannotBeDone(gettext("Write something, or give a figure."), field="words")
    if draft.share is not None and not draft.source:
        raise CannotBeDone(gettext("Say where the figure comes from."), field="source")
    ours = Programme.objects.filter(organisation_id=by.organisation_id)
    if draft.programme and not ours.filter(pk=draft.programme).exists():
        raise PermissionDenied
    return AgendaEntry.objects.create(
        organisation_id=by.organisation_id,
        year=draft.year,
        point=draft.point,
        programme_id=draft.programme,
        words=draft.words,
        share=draft.share,
        source=draft.source,
        written_by=by.person,
        written_on=day_of(at),
    )


def describe_approach(
    *, by: Viewer, draft: ApproachDraft, at: datetime, approach: Approach | None = None, revision: int = 0
) -> Approach:
    """Describe an approach, or describe it better."""
    _may(by)
    said = asdict(draft)
    if approach is None:
        return Approach.objects.create(
            organisation_id=by.organisation_id, written_by=by.person, written_on=day_of(at), **said
        )
    if approach.organisation_id != by.organisation_id:
        raise PermissionDenied
    with transaction.atomic():
        changed = Approach.objects.filter(pk=approach.pk, revision=revision).update(
            **said, written_by=by.person, written_on=day_of(at), revision=revision + 1
        )
        if not changed:
            raise ChangedMeanwhile(gettext("This approach"))
    approach.refresh_from_db()
    return approach


def hold_meeting(*, by: Viewer, held_on: date, about: str, present: str, learned: str, at: datetime) -> LearningMeeting:
    """Keep what came of a meeting in which people learned together."""
    _may(by)
    if held_on > day_of(at):
        raise CannotBeDone(gettext("Write it down once the meeting has been held."), field="held_on")
    return LearningMeeting.objects.create(
        organisation_id=by.organisation_id,
        held_on=held_on,
        about=about,
        present=present,
        learned=learned,
        written_by=by.person,
    )


def set_region(*, by: Viewer, region: str, at: datetime) -> MonitorSetting:
    """In which region the organisation is, kept beside what was set before. Published figures follow at the next
    refresh.
    """
    if not may_set(by):
        raise PermissionDenied
    rule = rule_of(by.organisation_id)
    return MonitorSetting.objects.create(
        organisation_id=by.organisation_id,
        least=rule.least,
        shows=rule.shows,
        region=region,
        why="",
        set_by=by.person,
        set_at=at,
    )


def _may(by: Viewer) -> None:
    if not may_write(by):
        raise PermissionDenied
