"""Case analysis of one dossier, and the learning cycle of a team (S-300 to S-303, S-637, S-774)."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.core.calendar import school_year_of
from houvast.core.monitor.figures import BY_ID
from houvast.core.monitor.shares import Share
from houvast.monitor.models import Analysis, AnalysisMark, LearningCycle
from houvast.monitor.queries.counting import By, sums
from houvast.monitor.queries.reach import BEHIND, TEAM, Reach, reach_of
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDraft:
    """A moment on the line: what it was, which factor, and why."""

    on: date
    kind: str
    factor: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleDraft:
    """A figure, a goal, one small change and the day of looking again."""

    team: uuid.UUID
    figure: str
    goal: str
    small_change: str
    look_on: date
    target: int | None = None
    mechanism: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDraft:
    """What came of looking together: what was learned, the marks agreed on, and the report of the talk (S-306)."""

    learned: str
    agreed: frozenset[uuid.UUID]
    discussed_on: date | None = None
    present: str = ""
    talk_report: str = ""
    gender: str = ""


def begin_analysis(*, student: Person, by: Viewer, at: datetime) -> Analysis:
    """Look at one dossier with colleagues: first each apart. One at a time per student."""
    _may_analyse(by, student)
    with transaction.atomic():
        running = Analysis.objects.filter(student=student).exclude(state=Analysis.State.CLOSED).first()
        return running or Analysis.objects.create(
            organisation_id=student.organisation_id, student=student, begun_by=by.person, begun_on=day_of(at)
        )


def mark_moment(*, analysis: Analysis, by: Viewer, draft: MarkDraft, at: datetime) -> AnalysisMark:
    """Mark a moment. While everybody looks apart, nobody sees the marks of another."""
    _may_analyse(by, analysis.student)
    if analysis.state == Analysis.State.CLOSED:
        raise CannotBeDone(gettext("This analysis is closed."))
    if draft.on > day_of(at):
        raise CannotBeDone(gettext("A moment that has not come cannot be marked."))
    return AnalysisMark.objects.create(
        organisation_id=analysis.organisation_id,
        analysis=analysis,
        by=by.person,
        on=draft.on,
        kind=draft.kind,
        factor=draft.factor,
        why=draft.why,
        shared=analysis.state == Analysis.State.TOGETHER,
        at=at,
    )


def look_together(*, analysis: Analysis, by: Viewer, revision: int) -> None:
    """From now on all marks lie on the table."""
    _may_analyse(by, analysis.student)
    changed = Analysis.objects.filter(pk=analysis.pk, revision=revision, state=Analysis.State.APART).update(
        state=Analysis.State.TOGETHER, revision=revision + 1
    )
    if not changed:
        raise ChangedMeanwhile(gettext("This analysis"))


def close_analysis(*, analysis: Analysis, by: Viewer, draft: CloseDraft, revision: int, at: datetime) -> None:
    """Keep what was learned, and which marks were agreed on; those go, without a name, into the patterns."""
    _may_analyse(by, analysis.student)
    if draft.discussed_on and draft.discussed_on > day_of(at):
        raise CannotBeDone(gettext("That day has not come yet."), field="discussed_on")
    with transaction.atomic():
        changed = Analysis.objects.filter(pk=analysis.pk, revision=revision, state=Analysis.State.TOGETHER).update(
            state=Analysis.State.CLOSED, closed_on=day_of(at), revision=revision + 1
        )
        if not changed:
            raise ChangedMeanwhile(gettext("This analysis"))
        analysis.refresh_from_db()
        for name in ("learned", "discussed_on", "present", "talk_report", "gender"):
            setattr(analysis, name, getattr(draft, name))
        analysis.save(update_fields=["learned", "discussed_on", "present", "talk_report", "gender"])
        AnalysisMark.objects.filter(analysis=analysis).update(shared=False)
        AnalysisMark.objects.filter(analysis=analysis, pk__in=draft.agreed).update(shared=True)


def begin_cycle(*, by: Viewer, draft: CycleDraft, at: datetime) -> LearningCycle:
    """A team begins: the figure as it is now is kept as the figure before."""
    reach = _reach(by, draft.team)
    on = day_of(at)
    if draft.look_on <= on:
        raise CannotBeDone(gettext("Look again on a later day: a change takes time."))
    before = measured(reach, draft.team, draft.figure, on)
    return LearningCycle.objects.create(
        organisation_id=by.organisation_id,
        team_id=draft.team,
        figure=draft.figure,
        goal=draft.goal,
        target=draft.target,
        small_change=draft.small_change,
        mechanism=draft.mechanism,
        begun_by=by.person,
        begun_on=on,
        look_on=draft.look_on,
        before_hits=before.hits,
        before_of=before.of,
    )


def decide_cycle(
    *, cycle: LearningCycle, by: Viewer, decision: str, learned: str, revision: int, at: datetime
) -> LearningCycle:
    """Keep, adjust or drop the change; the figure of this day is kept as the figure after."""
    reach = _reach(by, cycle.team_id)
    on = day_of(at)
    after = measured(reach, cycle.team_id, cycle.figure, on)
    changed = LearningCycle.objects.filter(pk=cycle.pk, revision=revision, decision="").update(
        decision=decision,
        learned=learned,
        decided_on=on,
        after_hits=after.hits,
        after_of=after.of,
        revision=revision + 1,
    )
    if not changed:
        raise ChangedMeanwhile(gettext("This learning cycle"))
    cycle.refresh_from_db()
    return cycle


def measured(reach: Reach, team: uuid.UUID, figure_id: str, on: date) -> Share:
    """The figure of a team in the school year of a day, as the latest refresh has it."""
    figure, year = BY_ID[figure_id], school_year_of(on).begins_in
    found = sums(reach, (year,), figure.marks, by=By.TEAM)
    of = found.get((year, figure.of, team), 0)
    return Share(hits=min(found.get((year, figure.hits, team), 0), of), of=of)


def _may_analyse(by: Viewer, student: Person) -> None:
    if by.person.pk == student.pk or not door.decision(by, student, Data.CASE_ANALYSIS, Action.RECORD).allowed:
        raise PermissionDenied


def _reach(by: Viewer, team: uuid.UUID) -> Reach:
    """The reach of somebody who works in or leads this team; a board sets no goal for a team."""
    reach = reach_of(by)
    if not by.role_names & (BEHIND | TEAM) or (reach.units is not None and team not in reach.units):
        raise PermissionDenied
    return reach
