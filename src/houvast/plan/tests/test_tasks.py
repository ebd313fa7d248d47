"""Tasks of a plan: who does what by when, and who says that it was done."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from houvast.people.clock import now, today
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.plan.actions import add_task, answer_task
from houvast.plan.models import Plan, PlanSection, PlanTask
from tests.houvast_testing.cast import Cast

SOON = today() + timedelta(days=7)


def a_task(cast: Cast, member: str = "coach", **values: object) -> PlanTask:
    asked = {"what": "Naar het spreekuur geldzaken", "due_on": SOON, "owner": cast.coach, **values}
    return add_task(student=cast.student, by=Viewer(getattr(cast, member)), at=now(), **asked)  # type: ignore[arg-type]


def test_the_first_task_begins_the_one_plan(cast: Cast) -> None:
    first, second = a_task(cast), a_task(cast, what="Rooster bekijken", area=PlanSection.Area.MONEY)
    assert Plan.objects.filter(student=cast.student).count() == 1
    assert first.section.plan_id == second.section.plan_id


def test_a_task_of_the_student_belongs_to_the_student_when_nobody_is_named(cast: Cast) -> None:
    assert a_task(cast, side="student", owner=None).owner == cast.student


def test_a_helper_from_outside_is_named(cast: Cast) -> None:
    made = a_task(cast, side="helper", owner=None, owner_name="Wijkteam Zuid")
    assert (made.owner, made.owner_name) == (None, "Wijkteam Zuid")


def test_a_task_without_an_owner_is_refused(cast: Cast) -> None:
    with pytest.raises(CannotBeDone):
        a_task(cast, owner=None)


def test_a_colleague_of_another_team_cannot_put_a_task_in_the_plan(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        a_task(cast, member="colleague")


def test_a_meeting_puts_its_decision_in_once(cast: Cast) -> None:
    meeting = {"came_from": "careteam/1", "what": "Bellen met de gemeente"}
    assert a_task(cast, member="team_leader", **meeting) == a_task(cast, member="team_leader", **meeting)


def test_the_owner_says_that_it_is_done(cast: Cast) -> None:
    task = a_task(cast, owner=cast.team_leader)
    answer_task(task=task, by=Viewer(cast.team_leader), status="done", remark="", seen_revision=1, on=now())
    assert task.status == PlanTask.Status.DONE
    assert task.answered_on == today()


def test_somebody_else_cannot_say_that_it_is_done(cast: Cast) -> None:
    task = a_task(cast)
    with pytest.raises(PermissionDenied):
        answer_task(task=task, by=Viewer(cast.guardian), status="done", remark="", seen_revision=1, on=now())


def test_two_answers_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    task = a_task(cast, side="student", owner=None)
    answer_task(task=task, by=Viewer(cast.coach), status="done", remark="", seen_revision=1, on=now())
    with pytest.raises(ChangedMeanwhile):
        answer_task(task=task, by=Viewer(cast.student), status="not_done", remark="", seen_revision=1, on=now())
