"""Case analyses with their marks, patterns over them, learning cycles, and a school's own rates for a rehearsal."""

import uuid
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count as Many
from django.http import Http404
from django.utils.translation import get_language

from houvast.cases.queries import timeline_rows as case_rows
from houvast.core.calendar import school_year_of
from houvast.core.monitor.figures import BY_ID
from houvast.core.monitor.rehearsal import Rates
from houvast.core.monitor.shares import Change, Share, change
from houvast.education.queries import timeline_rows as education_rows
from houvast.guidance.models import Talk
from houvast.guidance.pages import timeline_rows as guidance_rows
from houvast.monitor.models import Analysis, AnalysisMark, LearningCycle
from houvast.monitor.queries.counting import sums
from houvast.monitor.queries.reach import Reach
from houvast.people.models import Person, PersonalRelation, Unit
from houvast.people.viewer import Viewer, running_on

PAGE = 50


def analyses_of(student: Person) -> list[Analysis]:
    """Every analysis of this student's dossier, latest first."""
    return list(Analysis.objects.filter(student=student).order_by("-begun_on", "-pk"))


def analysis_of(student: Person, analysis_id: uuid.UUID) -> Analysis:
    """One analysis of this student; Http404 when it is of another."""
    found = Analysis.objects.filter(pk=analysis_id, student=student).select_related("student").first()
    if found is None:
        raise Http404
    return found


def marks_for(analysis: Analysis, viewer: Viewer) -> list[AnalysisMark]:
    """The marks this viewer sees: while everybody looks apart, the own ones; closed, what was agreed on. The student
    sees what was agreed on.
    """
    found = AnalysisMark.objects.filter(analysis=analysis).select_related("by").order_by("on", "at", "pk")
    if analysis.state == Analysis.State.APART:
        return list(found.filter(by=viewer.person))
    if analysis.state == Analysis.State.CLOSED or viewer.person.pk == analysis.student_id:
        return list(found.filter(shared=True))
    return list(found)


def lookers(analysis: Analysis) -> int:
    """How many people marked something."""
    return AnalysisMark.objects.filter(analysis=analysis).values("by").distinct().count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A factor over closed analyses: in how many dossiers it helped and in how many it failed; None where few."""

    factor: str
    helped: int | None
    failed: int | None
    crucial: int | None


def patterns(reach: Reach) -> tuple[int | None, tuple[Pattern, ...]]:
    """How many dossiers were closed, and per factor in how many it was agreed on. Without names, days or words; below
    the school's small number nothing is shown, in brackets nor otherwise.
    """
    agreed = AnalysisMark.objects.filter(
        organisation_id=reach.organisation, shared=True, analysis__state=Analysis.State.CLOSED
    )
    closed = Analysis.objects.filter(organisation_id=reach.organisation, state=Analysis.State.CLOSED).count()
    rows = agreed.values_list("factor", "kind").annotate(Many("analysis", distinct=True))
    found: Counter[tuple[str, str]] = Counter({(factor, kind): number for factor, kind, number in rows})
    if closed < reach.rule.least:
        return None, ()

    def shown(factor: str, kind: str) -> int | None:
        number = found[factor, kind]
        return None if reach.rule.is_small(number) else number

    factors = sorted({factor for factor, _ in found if factor})
    return closed, tuple(
        Pattern(
            factor=one,
            helped=shown(one, AnalysisMark.Kind.HELPED),
            failed=shown(one, AnalysisMark.Kind.FAILED),
            crucial=shown(one, AnalysisMark.Kind.CRUCIAL),
        )
        for one in factors
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A learning cycle with the figure before and now (or after), and what can be said of the difference."""

    cycle: LearningCycle
    title: str
    before: Share
    now: Share
    change: Change
    hidden: bool


def cycles(reach: Reach, viewer: Viewer) -> tuple[Cycle, ...]:
    """Learning cycles within reach, those that run first. Three queries."""
    found = LearningCycle.objects.filter(organisation_id=reach.organisation).select_related("team")
    if reach.units is not None:
        found = found.filter(team_id__in=reach.units)
    rows = sorted(found.order_by("-begun_on", "-pk")[:PAGE], key=lambda one: bool(one.decision))
    return tuple(_cycle(reach, one, viewer) for one in rows)


def cycle_for(reach: Reach, cycle_id: uuid.UUID) -> LearningCycle:
    """One learning cycle within reach."""
    found = LearningCycle.objects.filter(pk=cycle_id, organisation_id=reach.organisation).select_related("team").first()
    if found is None or (reach.units is not None and found.team_id not in reach.units):
        raise Http404
    return found


def _cycle(reach: Reach, one: LearningCycle, viewer: Viewer) -> Cycle:
    figure = BY_ID[one.figure]
    before = Share(hits=one.before_hits, of=one.before_of)
    if one.after_of is not None:
        after = Share(hits=one.after_hits or 0, of=one.after_of)
    else:
        year = school_year_of(viewer.day).begins_in
        of_team = replace(reach, units=frozenset({one.team_id}))
        sums_of = Counter({mark: number for (_, mark, _), number in sums(of_team, (year,), figure.marks).items()})
        of = sums_of[figure.of]
        after = Share(hits=min(sums_of[figure.hits], of), of=of)
    small = any(
        reach.rule.is_small(number)
        for share in (before, after)
        for number in (share.hits, share.of - share.hits, share.of)
    )
    return Cycle(
        cycle=one,
        title=figure.title.in_(get_language() or "nl"),
        before=before,
        now=after,
        change=change(before, after, least=reach.rule.least),
        hidden=small and not reach.behind,
    )


def teams_in(reach: Reach) -> list[tuple[str, str]]:
    """Teams within reach, by name."""
    found = Unit.objects.filter(organisation_id=reach.organisation, kind=Unit.Kind.TEAM)
    if reach.units is not None:
        found = found.filter(pk__in=reach.units)
    return [(str(pk), name) for pk, name in found.order_by("name", "pk").values_list("pk", "name")[:500]]


def own_rates(reach: Reach, viewer: Viewer) -> Rates:
    """The rates of the latest whole school year within reach; a year with nothing gives noughts."""
    year = school_year_of(viewer.day).begins_in - 1
    wanted = ("students", "alerts-asked", "advice:provisional", "advice:negative", "advice:appealed", "left")
    found = {mark: number for (_, mark, _), number in sums(reach, (year,), wanted).items()}
    here = sums(reach, (year + 1,), ("here",)).get((year + 1, "here", None), 0)
    students = max(1, found.get("students", 0))
    talks = Talk.objects.filter(
        organisation_id=reach.organisation, held_on__gte=f"{year}-08-01", held_on__lte=f"{year + 1}-07-31"
    ).count()
    everybody = replace(reach, units=None)
    whole = sums(everybody, (year,), ("students",)).get((year, "students", None), 0) or 1
    coaches = (
        PersonalRelation.objects.filter(
            running_on(viewer.day), organisation_id=reach.organisation, kind=PersonalRelation.Kind.COACH
        )
        .values("holder")
        .distinct()
        .count()
    )
    negative, warned = found.get("advice:negative", 0), found.get("advice:provisional", 0)
    return Rates(
        students=here or students,
        coaches=max(1, coaches),
        talks=round(talks / whole, 2),
        alerts=round(found.get("alerts-asked", 0) / students, 2),
        tracks=0.03,
        warnings=round(warned / students, 3),
        negative=round(min(1.0, negative / warned), 2) if warned else 0.0,
        appeals=round(min(1.0, found.get("advice:appealed", 0) / negative), 2) if negative else 0.0,
        leaving=round(found.get("left", 0) / students, 3),
    )


def line_of(marks: list[AnalysisMark], viewer: Viewer, student: Person) -> list[dict[str, Any]]:
    """The line of the dossier, as far as this viewer sees it, with the marks on it, oldest first (S-300). The student
    reads no names of who marked.
    """
    own = viewer.person.pk == student.pk
    rows = [
        {
            "on": mark.on,
            "kind": mark.kind,
            "factor": mark.factor,
            "why": mark.why,
            "who": "" if own or mark.by is None else mark.by.name,
        }
        for mark in marks
    ]
    entries: list[Any] = [
        *education_rows(student, viewer),
        *guidance_rows(student, viewer),
        *case_rows(student, viewer),
    ]
    rows += [{"on": one.on, "kind": "", "factor": "", "why": one.title, "who": ""} for one in entries]
    return sorted(rows, key=lambda row: row["on"])
