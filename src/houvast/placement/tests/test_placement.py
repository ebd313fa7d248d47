"""Work placement: kept, visited, its forms; who has none; what a student says; a company that said no."""

from datetime import timedelta

import pytest
from django.urls import reverse

from houvast.education.models import Placement, Touched
from houvast.outbox.models import Mail
from houvast.people.clock import today
from houvast.people.models import Person, RoleAssignment
from houvast.people.submissions import new_key
from houvast.placement.models import PlacementForm, PlacementRefusal, PlacementVisit, PlacementWorry
from tests.houvast_testing.cast import Cast, give_role, make_student

STRANGERS = (
    "colleague",
    "stranger_coach",
    "stranger_student",
    "other_student",
    "director",
    "partner",
    "trusted_person",
)


def learning_work_coach(cast: Cast) -> Person:
    give_role(cast.colleague, RoleAssignment.Role.LEARNING_WORK_COACH, cast.college)
    return cast.colleague


def keep(cast: Cast, by: str = "coach", **more: str) -> Placement:
    typed = {"company": "Bakkerij Noord", "state": "running", "starts_on": (today() - timedelta(weeks=8)).isoformat(),
             "hours_agreed": "400", "hours_done": "120", "trainer_name": "Ria", "days": "maandag",
             "supervisor": str(cast.coach.pk), "submission": new_key(), **more}  # fmt: skip
    answer = cast.client(by).post(reverse("placement:add", args=(cast.student.pk,)), typed)
    assert answer.status_code == 302, answer.content.decode()
    return Placement.objects.latest("as_of")


def page(cast: Cast, member: str) -> str:
    answer = cast.client(member).get(reverse("placement:of-student", args=(cast.student.pk,)))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.req("S-757", "S-769", "S-691")
def test_a_placement_is_kept_with_trainer_hours_and_who_guides_and_the_student_reads_it(cast: Cast) -> None:
    keep(cast)
    for member in ("student", "coach", "guardian", "team_leader", "support_advisor"):
        shown = page(cast, member)
        assert "Bakkerij Noord" in shown
        assert "Ria" in shown
        assert "120 van 400 uur" in shown
    assert Touched.objects.filter(student=cast.student, kind="placement").exists()
    for member in STRANGERS:
        answer = cast.client(member).get(reverse("placement:of-student", args=(cast.student.pk,)))
        assert answer.status_code == 404, member


@pytest.mark.req("S-421", "S-423", "S-602")
def test_the_learning_work_coach_sees_who_has_no_place_and_who_lacks_guidance(cast: Cast) -> None:
    learning_work_coach(cast)
    client = cast.client("colleague")
    board = reverse("placement:board")
    assert "Sam de Wit" in client.get(board).content.decode()
    assert "heeft geen stage" in client.get(reverse("start")).content.decode()
    placement = keep(cast)
    assert "zes weken geen bezoek" in client.get(board).content.decode()
    visit = {"kind": "visit", "on": today().isoformat(), "words": "Gaat goed.", "submission": new_key()}
    done = client.post(reverse("placement:visit", args=(placement.pk,)), visit)
    assert done.status_code == 302
    assert "Sam de Wit" not in client.get(board).content.decode()
    assert "Gaat goed." in page(cast, "student")
    assert PlacementVisit.objects.get().by == cast.colleague
    for member in ("student", "guardian", "partner", "administration", "support_advisor"):
        assert cast.client(member).get(board).status_code == 404, member


@pytest.mark.req("S-421")
def test_who_has_no_place_is_found_beyond_the_first_fifty(cast: Cast) -> None:
    learning_work_coach(cast)
    client, board = cast.client("colleague"), reverse("placement:board")
    for number in range(51):
        make_student(cast.organisation, "Ada", f"Aa{number:02}", cast.group, number=f"77{number:02}")
    first = client.get(board).content.decode()
    assert "Sam de Wit" not in first
    assert "?without=50#without" in first
    second = client.get(board, {"without": "50"}).content.decode()
    assert "Sam de Wit" in second
    assert "?without=0#without" in second
    for wrong in ("9999", "-1", "x", "9" * 40):
        assert "Ada Aa00" in client.get(board, {"without": wrong}).content.decode(), wrong


@pytest.mark.req("S-422")
def test_from_the_placement_the_handover_to_a_job_coach_is_one_step(cast: Cast) -> None:
    learning_work_coach(cast)
    ask = reverse("ask-handover", args=(cast.student.pk,))
    assert ask in page(cast, "colleague")
    assert cast.client("colleague").get(ask).status_code == 200


@pytest.mark.req("S-691", "S-765")
def test_a_student_without_guidance_says_so_and_is_answered(cast: Cast) -> None:
    said = {"kind": "no_supervision", "words": "", "submission": new_key()}
    assert cast.client("student").post(reverse("placement:worry", args=(cast.student.pk,)), said).status_code == 302
    assert "Ik krijg geen begeleiding" in cast.client("coach").get(reverse("placement:board")).content.decode()
    worry = PlacementWorry.objects.get()
    answer = reverse("placement:answer", args=(worry.pk,))
    typed = {"words": "Ik bel het bedrijf vandaag.", "revision": 1, "submission": new_key()}
    assert cast.client("student").get(answer).status_code == 404
    assert cast.client("coach").post(answer, typed).status_code == 302
    assert "Ik bel het bedrijf vandaag." in page(cast, "student")
    assert "bedrijf" not in str(Mail.objects.get(recipient=cast.student).body)
    assert cast.client("coach").post(answer, {**typed, "submission": new_key()}).status_code == 409


@pytest.mark.req("S-692")
def test_forms_show_who_waits_for_whom(cast: Cast) -> None:
    placement = keep(cast)
    typed = {"title": "Urenlijst", "due_on": (today() - timedelta(days=3)).isoformat(), "submission": new_key()}
    cast.client("coach").post(reverse("placement:add-form", args=(placement.pk,)), typed)
    form = PlacementForm.objects.get()
    board = reverse("placement:board")
    assert "Urenlijst is nog niet ingeleverd" in cast.client("coach").get(board).content.decode()
    handed = {"revision": 1, "submission": new_key()}
    assert cast.client("student").post(reverse("placement:hand-in", args=(form.pk,)), handed).status_code == 302
    assert "Urenlijst wacht op school" in cast.client("coach").get(board).content.decode()
    looked = {"revision": 2, "submission": new_key()}
    assert cast.client("student").post(reverse("placement:look-at", args=(form.pk,)), looked).status_code == 404
    assert cast.client("coach").post(reverse("placement:look-at", args=(form.pk,)), looked).status_code == 302
    assert "Urenlijst" not in cast.client("coach").get(board).content.decode()


@pytest.mark.req("S-693", "S-694")
def test_a_company_that_said_no_is_told_with_why_and_rights_are_one_step_away(cast: Cast) -> None:
    typed = {"company": "Garage Zuid", "on": today().isoformat(), "reason": "unequal", "submission": new_key()}
    here = reverse("placement:refusal", args=(cast.student.pk,))
    assert cast.client("student").post(here, typed).status_code == 302
    shown = page(cast, "coach")
    assert "Garage Zuid" in shown
    assert reverse("directory:page", args=("placement",)) in shown
    assert "Garage Zuid" not in page(cast, "guardian")
    assert PlacementRefusal.objects.get().told_by == cast.student


def test_wrong_days_are_refused_with_everything_typed_kept(cast: Cast) -> None:
    answer = cast.client("coach").post(
        reverse("placement:add", args=(cast.student.pk,)),
        {"company": "Bij <b>Ans</b> 🙂", "state": "running", "starts_on": "2026-05-01", "ends_on": "2026-04-01",
         "submission": new_key()},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Bij &lt;b&gt;Ans&lt;/b&gt; 🙂" in answer.content.decode()
    assert not Placement.objects.exists()
