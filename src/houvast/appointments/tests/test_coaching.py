"""A change of coach is a warm handover, an absent coach is covered for, and a caseload stands beside the norm."""

from datetime import timedelta

import pytest
from django.urls import reverse

from houvast.alerts.models import Alert
from houvast.appointments.models import CaseNorm, CoachChange
from houvast.attendance.models import Absence
from houvast.operation.actions.coaches import assign_coach
from houvast.people.clock import set_to, today
from houvast.people.models import PersonalRelation
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast, relate


def change_coach(cast: Cast) -> CoachChange:
    assign_coach(students=[cast.student.pk], coach=cast.colleague, by=Viewer(cast.team_leader), on=today())
    return CoachChange.objects.get()


@pytest.mark.req("S-085", "S-291", "S-662", "S-657", "S-539")
def test_the_old_coach_writes_the_student_adds_and_the_new_coach_plans_the_first_talk(cast: Cast) -> None:
    here = reverse("appointments:coach-change", args=(change_coach(cast).pk,))
    assert here in cast.client("coach").get(reverse("start")).content.decode()
    typed = {"strengths": "Leert door te doen.", "what_matters": "Maandag samen plannen.", "submission": new_key()}
    assert cast.client("coach").post(here, {**typed, "revision": 1}).status_code == 302
    assert "Leert door te doen." in cast.client("student").get(here).content.decode()
    words = {"words": "Bel mij niet voor tien uur.", "revision": 2, "submission": new_key()}
    assert cast.client("student").post(here, words).status_code == 302
    read = cast.client("colleague").get(here).content.decode()
    assert "Bel mij niet voor tien uur." in read
    assert "Maandag samen plannen." in read
    assert here in cast.client("colleague").get(reverse("start")).content.decode()
    plan = {"first_talk_on": (today() + timedelta(days=3)).isoformat(), "revision": 3, "submission": new_key()}
    assert cast.client("colleague").post(here, plan).status_code == 302
    assert here not in cast.client("colleague").get(reverse("start")).content.decode()
    assert CoachChange.objects.get().first_talk_on == today() + timedelta(days=3)


@pytest.mark.req("S-085")
def test_who_coached_before_writes_and_opens_no_dossier_any_more(cast: Cast) -> None:
    change = change_coach(cast)
    here = reverse("appointments:coach-change", args=(change.pk,))
    assert cast.client("coach").get(here).status_code == 200
    assert cast.client("coach").get(reverse("record-talk", args=(cast.student.pk,))).status_code == 404
    for member in ("guardian", "stranger_coach", "other_student", "support_advisor", "trusted_person"):
        assert cast.client(member).get(here).status_code == 404, member
    with set_to(today() + timedelta(weeks=5)):
        assert cast.client("coach").get(here).status_code == 404


def test_two_write_at_once_and_no_words_are_lost(cast: Cast) -> None:
    here = reverse("appointments:coach-change", args=(change_coach(cast).pk,))
    typed = {"strengths": "Een", "what_matters": "Twee", "revision": 1}
    cast.client("coach").post(here, {**typed, "submission": new_key()})
    second = cast.client("coach").post(here, {**typed, "strengths": "Mijn andere zin", "submission": new_key()})
    assert second.status_code == 409
    assert "Mijn andere zin" in second.content.decode()


@pytest.mark.req("S-291", "S-292", "S-772")
def test_who_covers_sees_the_caseload_in_those_days_only(cast: Cast) -> None:
    page = reverse("appointments:cover", args=(cast.coach.pk,))
    talk = reverse("record-talk", args=(cast.student.pk,))
    assert cast.client("colleague").get(talk).status_code == 404
    answer = cast.client("team_leader").post(
        page,
        {
            "cover": str(cast.colleague.pk),
            "starts_on": (today() + timedelta(days=1)).isoformat(),
            "ends_on": (today() + timedelta(days=8)).isoformat(),
            "submission": new_key(),
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    assert cast.client("colleague").get(talk).status_code == 404
    with set_to(today() + timedelta(days=2)):
        assert cast.client("colleague").get(talk).status_code == 200
        assert "Sam de Wit" in cast.client("colleague").get(reverse("start")).content.decode()
    with set_to(today() + timedelta(days=9)):
        assert cast.client("colleague").get(talk).status_code == 404


@pytest.mark.req("S-291", "S-539", "S-655")
def test_caseloads_stand_beside_the_norm_and_nobody_without_a_coach_is_hidden(cast: Cast) -> None:
    CaseNorm.objects.create(organisation=cast.organisation, most_students=1)
    page = cast.client("administration").get(reverse("appointments:caseloads")).content.decode()
    assert "show=no_coach" in page
    assert "show=no_coach" not in cast.client("administrator").get(reverse("appointments:caseloads")).content.decode()
    assert "Carla Coach" in page
    assert "1 student heeft geen coach" in page
    norms = {"answer_within": "3", "most_students": "20", "submission": new_key()}
    assert cast.client("administration").post(reverse("appointments:caseloads"), norms).status_code == 404
    assert cast.client("administrator").post(reverse("appointments:caseloads"), norms).status_code == 302
    assert CaseNorm.objects.get().answer_within == 3
    for member in ("coach", "student", "guardian", "partner", "director", "support_advisor"):
        assert cast.client(member).get(reverse("appointments:caseloads")).status_code == 404, member


@pytest.mark.req("S-291", "S-521")
def test_who_covers_is_shown_the_alerts_of_the_absent_coach_and_who_is_missed(cast: Cast) -> None:
    Absence.objects.create(
        organisation=cast.organisation, student=cast.student, day=today(), kind=Absence.Kind.UNAUTHORISED, minutes=60
    )
    Alert.objects.create(
        organisation=cast.organisation, student=cast.student, rule="no-talk", tone="concern", state="owned",
        measured_on=today(), raised_on=today(), owner=cast.coach, offered_on=today(), answer_by=today(),
    )  # fmt: skip
    alert = reverse("alert-place", args=(cast.student.pk,))
    before = cast.client("colleague").get(reverse("start")).content.decode()
    assert alert not in before
    assert "Wie wordt gemist?" not in before
    relate(cast.colleague, cast.student, PersonalRelation.Kind.COACH_COVER)
    start = cast.client("colleague").get(reverse("start")).content.decode()
    assert alert in start
    assert "Wie wordt gemist?" in start
    assert cast.student.name in cast.client("colleague").get(reverse("alerts")).content.decode()
