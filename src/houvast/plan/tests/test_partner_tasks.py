"""A partner of another organisation has a task in the plan: told by mail, on the own desk, and nothing more."""

from datetime import timedelta

import pytest
from django.urls import reverse

from houvast.outbox.models import Mail
from houvast.people.clock import now, today
from houvast.people.models import Account, AccountReach, PersonalRelation, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.plan.actions import add_task
from houvast.plan.models import PlanTask
from houvast.plan.queries.plans import owners_around
from tests.houvast_testing.cast import Cast, relate

SOON = today() + timedelta(days=7)
WHAT = "Een kamer zoeken bij de woningcoöperatie"


def given(cast: Cast) -> PlanTask:
    """The coach gives the partner a task on the page of the plan."""
    relate(cast.partner, cast.student, PersonalRelation.Kind.PARTNER)
    typed = {"what": WHAT, "owner": cast.partner.pk, "due_on": SOON.isoformat(), "area": "housing"}
    answer = cast.client("coach").post(reverse("plan:new-task", args=(cast.student.pk,)), typed)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return PlanTask.objects.get()


@pytest.mark.req("S-285", "S-537")
def test_a_partner_outside_school_is_given_a_task_sees_it_at_the_start_and_says_that_it_is_done(cast: Cast) -> None:
    task = given(cast)
    assert (task.owner_id, task.side) == (cast.partner.pk, "helper")
    assert Mail.objects.filter(recipient_id=cast.partner.pk, kind="task", key=f"plan-task/{task.pk}").exists()
    browser, here = cast.client("partner"), reverse("plan:task", args=(task.pk,))
    start = browser.get(reverse("start")).content.decode()
    assert WHAT in start
    assert cast.student.name in start
    assert browser.post(here, {"status": "done", "remark": "Ingeschreven", "revision": 1}).status_code == 302
    task.refresh_from_db()
    assert (task.status, task.answered_by_id) == ("done", cast.partner.pk)


def test_a_partner_without_another_tie_sees_the_task_and_nothing_else_and_no_more_when_access_ends(cast: Cast) -> None:
    task = given(cast)
    PersonalRelation.objects.filter(kind=PersonalRelation.Kind.PARTNER).delete()
    browser, here = cast.client("partner"), reverse("plan:task", args=(task.pk,))
    assert WHAT in browser.get(here).content.decode()
    assert browser.get(reverse("plan:of-student", args=(cast.student.pk,))).status_code == 404
    assert browser.get(reverse("student", args=(cast.student.pk,))).status_code == 404
    AccountReach.objects.all().delete()
    Account.objects.filter(person_id=cast.partner.pk).update(has_reach=False)
    assert browser.get(here).status_code == 404
    assert WHAT not in browser.get(reverse("start")).content.decode()


def test_a_partner_without_a_role_sees_what_waits_instead_of_no_role_yet(cast: Cast) -> None:
    none_yet = "Je hebt hier nog geen rol"
    RoleAssignment.objects.filter(person=cast.partner).delete()
    assert none_yet in cast.client("partner").get(reverse("start")).content.decode()
    given(cast)
    PersonalRelation.objects.filter(kind=PersonalRelation.Kind.PARTNER).delete()
    start = cast.client("partner").get(reverse("start")).content.decode()
    assert WHAT in start
    assert none_yet not in start


def test_who_gets_a_task_is_mailed_without_content_and_who_takes_it_is_not(cast: Cast) -> None:
    by = Viewer(cast.coach)
    mine = add_task(student=cast.student, by=by, at=now(), what="Zelf bellen", due_on=SOON, owner=cast.coach)
    theirs = add_task(student=cast.student, by=by, at=now(), what="Papieren zoeken", due_on=SOON, side="student")
    assert not Mail.objects.filter(key=f"plan-task/{mine.pk}").exists()
    mail = Mail.objects.get(key=f"plan-task/{theirs.pk}")
    assert mail.recipient_id == cast.student.pk
    assert "Papieren" not in mail.subject + (mail.body or "")


def test_only_partners_with_access_to_this_school_can_own_a_task(cast: Cast) -> None:
    relate(cast.partner, cast.student, PersonalRelation.Kind.PARTNER)
    assert cast.partner.pk in {one.person.pk for one in owners_around(cast.student, today())}
    AccountReach.objects.all().delete()
    assert cast.partner.pk not in {one.person.pk for one in owners_around(cast.student, today())}
