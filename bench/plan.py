"""Plan and meeting pages at 1,000 and at 100,000 students, against a plain Django list of as many rows.

One process calls the WSGI application through the whole middleware, turn by turn, and takes medians: of seconds of the
processor on SQLite, of the clock on PostgreSQL. `ratio_plain` is against a plain Django page with one query and as many
rows as the agenda has (60; goal at most 1.5). The plan has all eight life areas, sixteen tasks, two earlier moments to
look back and two signatures; the meeting is a care team's of a team, of a whole college, and one that is over, with
sixty students on its agenda. `fill the agenda` is the median of filling it anew.

`python bench/plan.py [--sizes 1000,100000] [--database sqlite|postgresql] [--rounds 40]`; PostgreSQL is left out, and
said to be, where no server is installed.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.pages import Browser, cookies_of  # noqa: E402
from bench.schools.fresh import at_each_size, spent  # noqa: E402

if TYPE_CHECKING:
    from bench.schools.building import School
    from houvast.careteam.models import Meeting
    from houvast.people.models import Account, Person
    from houvast.people.viewer import Viewer

WARM_UP = 5
ROWS = 60
FILLS = 5


def main() -> int:
    return at_each_size("plan", __file__, __doc__, _measure_one)


def _measure_one(size: int, rounds: int) -> None:
    import django

    django.setup()
    from bench.schools.building import build
    from houvast.operation.cli.migrate import bring_up_to_date

    bring_up_to_date()
    school = build(size)
    measure(school, filled(school), size, rounds)


def filled(school: School) -> dict[str, Meeting]:
    """The plan of the student who is opened; the meetings of a team, of a college, and one that is over, by name."""
    from houvast.careteam.actions.items import discuss
    from houvast.careteam.actions.meetings import end_meeting
    from houvast.careteam.models import Item, Meeting
    from houvast.people.clock import now
    from houvast.people.viewer import viewer_of

    _plan(school.student, viewer_of(school.coach))
    chair = viewer_of(school.team)
    college, over = _meeting(viewer_of(school.college)), _meeting(chair)
    for item in Item.objects.filter(meeting=over).select_related("meeting", "student"):
        discuss(
            item=item, by=chair, said="We keken wat helpt.", for_student="We houden het zo.", decisions=(),
            seen_revision=item.revision, at=now(),
        )  # fmt: skip
    present = [one.pk for one in over.members.all()]
    end_meeting(meeting=over, by=chair, present=present, minutes="Samen.", seen_revision=over.revision, at=now())
    return {"team": _meeting(chair), "college": college, "over": Meeting.objects.get(pk=over.pk)}


def _plan(student: Person, coach: Viewer) -> None:
    """All eight life areas with two tasks each, looked back on twice, signed by coach and student."""
    from houvast.people.clock import now
    from houvast.people.models import Account
    from houvast.people.viewer import viewer_of
    from houvast.plan.actions import add_task
    from houvast.plan.actions.sections import (
        LookedBack,
        SectionDraft,
        hold_review,
        plan_review,
        save_section,
        start_plan,
    )
    from houvast.plan.actions.signing import sign
    from houvast.plan.models import PlanSection, PlanSignature, PlanTask
    from houvast.plan.queries.versions import text_of

    account = Account.objects.create(
        organisation=student.organisation, person=student, email="opened@example.org", created_at=now()
    )
    plan = start_plan(student=student, by=coach, first_review_on=coach.day, at=now())
    own = viewer_of(account)
    for number, area in enumerate(PlanSection.Area.values):
        draft = SectionDraft(area=area, goal="Ik wil het rustig krijgen. " * 5, agreed="We kijken elke week. " * 8)
        save_section(student=student, by=own, draft=draft, seen_revision=0, at=now())
        for side, owner in ((PlanTask.Side.STUDENT, student), (PlanTask.Side.SCHOOL, coach.person)):
            add_task(
                student=student, by=own, what="De planning afmaken", due_on=coach.day + timedelta(days=number),
                at=now(), side=side, owner=owner, area=area,
            )  # fmt: skip
    for later in (0, 1):
        review = plan_review(student=student, by=coach, planned_on=coach.day + timedelta(days=later), at=now())
        said = LookedBack(goes_well="De rust.", changes="Vaker.", next_on=None)
        hold_review(review=review, by=coach, said=said, seen_revision=review.revision, at=now())
    plan_review(student=student, by=coach, planned_on=coach.day + timedelta(days=60), at=now())
    seen = text_of(plan).sha256
    for signer in (coach, own):
        sign(student=student, by=signer, seen_sha256=seen, answer=PlanSignature.Answer.AGREE, remark="", at=now())


def _meeting(chair: Viewer) -> Meeting:
    """A care team meeting of the chair's unit, today, with a full agenda."""
    from houvast.careteam.actions.meetings import MeetingDraft, plan_meeting
    from houvast.careteam.models import Item, Meeting
    from houvast.people.clock import now
    from houvast.people.models import Unit

    unit = Unit.objects.get(path=chair.roles[0].path)
    made = plan_meeting(
        draft=MeetingDraft(kind=Meeting.Kind.CARE_TEAM, unit=unit, planned_on=chair.day), by=chair, at=now()
    )
    assert Item.objects.filter(meeting=made).count() == ROWS, f"{unit.name} gives no full agenda"
    return made


def measure(school: School, meetings: dict[str, Meeting], size: int, rounds: int) -> None:
    """The pages turn by turn, and filling an agenda."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection
    from django.test import override_settings

    from bench.schools import plain
    from houvast.careteam.actions.meetings import fill
    from houvast.people.clock import now
    from houvast.people.models import Account
    from houvast.people.viewer import viewer_of

    houvast = WSGIHandler()
    with override_settings(MIDDLEWARE=list(plain.MIDDLEWARE)):
        ordinary = WSGIHandler()

    def browser(account: Account, path: str) -> Browser:
        return Browser(houvast, cookies_of(account), path)

    student = school.student
    own = Account.objects.get(person=student)
    first = meetings["team"].items.order_by("-weight", "id")[0]
    asked = {
        "plain": Browser(ordinary, "", f"/plain/students/?organisation={student.organisation_id}&rows={ROWS}"),
        "plan, coach": browser(school.coach, f"/students/{student.pk}/plan/"),
        "plan, student": browser(own, f"/students/{student.pk}/plan/"),
        "plan, history": browser(school.coach, f"/students/{student.pk}/plan/history/"),
        "meetings": browser(school.team, "/care-team/"),
        "agenda, team": browser(school.team, f"/care-team/{meetings['team'].pk}/"),
        "agenda, college": browser(school.college, f"/care-team/{meetings['college'].pk}/"),
        "minutes": browser(school.team, f"/care-team/{meetings['over'].pk}/"),
        "one student of the agenda": browser(school.team, f"/care-team/students/{first.pk}/"),
        "care team of a student": browser(school.coach, f"/students/{student.pk}/care-team/"),
    }
    asks: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(WARM_UP + rounds):
        for name, one in asked.items():
            began = spent()
            one.ask(counts=False)
            if number >= WARM_UP:
                asks[name].append(spent() - began)
    took = {name: median(seconds) for name, seconds in asks.items()}
    about = {"database": connection.vendor, "students": size}
    for name, seconds in took.items():
        connection.force_debug_cursor = True
        connection.queries_log.clear()
        body = asked[name].ask(counts=False)
        figure = {
            "figure": name,
            **about,
            "milliseconds": round(seconds * 1000, 2),
            "queries": len(connection.queries_log),
            "bytes": len(body),
            "ratio_plain": round(seconds / took["plain"], 2),
        }
        print(json.dumps(figure), flush=True)
    connection.force_debug_cursor = False
    for name, account in (("team", school.team), ("college", school.college)):
        seconds_taken = []
        for _ in range(FILLS):
            began = spent()
            fill(meeting=meetings[name], by=viewer_of(account), at=now())
            seconds_taken.append(spent() - began)
        figure = {"figure": f"fill the agenda, {name}", **about, "milliseconds": round(median(seconds_taken) * 1000, 2)}
        print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    sys.exit(main())
