"""Adjustments: what is possible, asked without medical facts, answered with reason and route, looked at each year."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from houvast.documents.tests import pdfs
from houvast.education.models import Programme
from houvast.people.clock import now, today
from houvast.people.models import RoleAssignment
from houvast.people.viewer import Viewer
from houvast.plan.actions.adjustments import Asked, Granted, ask_adjustment, grant
from houvast.plan.catalogue import OPTIONS, Kind
from houvast.plan.models import Adjustment, AdjustmentEvaluation, AdjustmentOption
from houvast.plan.queries.adjustments import to_evaluate, unanswered
from tests.houvast_testing.cast import Cast, give_role

YEAR = timedelta(days=365)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def ask(browser: Client, cast: Cast, **typed: object) -> Adjustment:
    asked = {"option": "oral", "what": "Schrijven lukt nu niet", "domain": "tests", "ground": "disability", **typed}
    answer = browser.post(reverse("plan:ask", args=(cast.student.pk,)), asked)
    assert answer.status_code == 302, text(answer)
    return Adjustment.objects.get(pk=uuid.UUID(answer.headers["Location"].rstrip("/").rsplit("/", 1)[1]))


def page(name: str, adjustment: Adjustment) -> str:
    return reverse(f"plan:{name}", args=(adjustment.pk,))


def granted(cast: Cast, **values: object) -> Adjustment:
    made = ask(cast.client("student"), cast)
    agreed = {
        "arranged": "Mondeling bij Frank",
        "starts_on": today(),
        "ends_on": None,
        "exam_effect": "Mondeling examen",
        "evaluate_on": today() + timedelta(weeks=20),
        **values,
    }
    terms = Granted(**agreed)  # type: ignore[arg-type]
    grant(adjustment=made, by=Viewer(cast.support_advisor), granted=terms, seen_revision=1, on=today())
    return made


@pytest.mark.req("S-286", "S-531", "S-532", "S-535", "S-602", "S-603", "S-632", "S-633", "S-634", "S-635", "S-763")
def test_everybody_reads_what_is_possible_in_every_kind(cast: Cast) -> None:
    for member in ("student", "coach", "guardian", "team_leader"):
        shown = text(cast.client(member).get(reverse("plan:catalogue")))
        for option in OPTIONS:
            assert str(option.name) in shown
    assert {option.kind for option in OPTIONS} == set(Kind)


@pytest.mark.req("S-544")
def test_where_a_programme_differs_is_seen_beside_the_rest_of_the_school(cast: Cast) -> None:
    programme = Programme.objects.get(organisation=cast.organisation)
    advisor = cast.client("support_advisor")
    offer = f"{reverse('plan:offer')}?key=evening"
    advisor.post(offer, {"stance": "offered", "remark": "Op dinsdag", "programme": ""})
    advisor.post(offer, {"stance": "not_here", "remark": "Te weinig docenten", "programme": programme.pk})
    shown = text(cast.client("student").get(reverse("plan:catalogue")))
    assert "Op dinsdag" in shown
    assert "Te weinig docenten" in shown
    here = text(cast.client("student").get(reverse("plan:catalogue"), {"programme": str(programme.pk)}))
    assert "Te weinig docenten" in here
    assert "Op dinsdag" not in here


def test_a_school_adds_an_adjustment_of_its_own(cast: Cast) -> None:
    typed = {"name": "Hulphond mee", "kind": "place", "stance": "offered", "remark": ""}
    cast.client("support_advisor").post(reverse("plan:offer"), typed)
    assert "Hulphond mee" in text(cast.client("student").get(reverse("plan:catalogue")))
    key = AdjustmentOption.objects.get(name="Hulphond mee").key
    made = ask(cast.client("student"), cast, option=key)
    assert "Hulphond mee" in text(cast.client("student").get(page("adjustment", made)))


@pytest.mark.parametrize("member", ["student", "coach", "team_leader", "guardian"])
def test_only_who_keeps_the_catalogue_changes_it(cast: Cast, member: str) -> None:
    offer = f"{reverse('plan:offer')}?key=evening"
    assert cast.client(member).post(offer, {"stance": "offered"}).status_code == 404


def test_another_school_has_a_catalogue_of_its_own(cast: Cast) -> None:
    typed = {"name": "Alleen bij ons", "kind": "place", "stance": "offered", "remark": ""}
    cast.client("support_advisor").post(reverse("plan:offer"), typed)
    assert "Alleen bij ons" not in text(cast.client("stranger_coach").get(reverse("plan:catalogue")))


@pytest.mark.req("S-393")
@pytest.mark.parametrize("member", ["student", "coach", "support_advisor"])
def test_student_or_staff_asks_and_no_medical_facts_are_needed(cast: Cast, member: str) -> None:
    made = ask(cast.client(member), cast)
    assert (made.status, made.asked_by) == (Adjustment.Status.ASKED, getattr(cast, member))
    fields = text(cast.client("student").get(reverse("plan:ask", args=(cast.student.pk,))))
    assert "diagnos" not in fields.lower()


@pytest.mark.req("S-395", "S-396", "S-397", "S-398", "S-399")
@pytest.mark.parametrize("domain", ["career_orientation", "access", "offering", "tests", "finishing"])
def test_in_each_part_of_education_the_law_protects(cast: Cast, domain: str) -> None:
    made = ask(cast.client("student"), cast, domain=domain)
    assert "Wgbh/cz art. 6" in text(cast.client("student").get(page("adjustment", made)))
    answer = cast.client("support_advisor").post(page("refuse", made), {"reason": "Past niet", "revision": 1})
    assert answer.status_code == 422
    made.refresh_from_db()
    assert made.status == Adjustment.Status.ASKED


@pytest.mark.req("S-392", "S-394", "S-400")
def test_a_refusal_for_a_disability_needs_a_burden_out_of_proportion_and_its_reason(cast: Cast) -> None:
    made = ask(cast.client("student"), cast)
    advisor = cast.client("support_advisor")
    refused = advisor.post(page("refuse", made), {"reason": "Te druk", "revision": 1})
    assert refused.status_code == 422
    assert "Te druk" in text(refused)
    assert advisor.post(page("refuse", made), {"is_burden": "on", "revision": 1}).status_code == 422
    typed = {"reason": "Er is geen lift te bouwen in dit monument.", "is_burden": "on", "revision": 1}
    assert advisor.post(page("refuse", made), typed).status_code == 302
    shown = text(cast.client("student").get(page("adjustment", made)))
    assert "Er is geen lift te bouwen in dit monument." in shown
    assert "College voor de Rechten van de Mens" in shown


@pytest.mark.req("S-394")
def test_a_refusal_names_the_reason_the_route_and_the_last_day(cast: Cast) -> None:
    made = ask(cast.client("student"), cast, ground="work")
    cast.client("team_leader").post(page("refuse", made), {"reason": "Dit rooster ligt vast.", "revision": 1})
    shown = text(cast.client("student").get(page("adjustment", made)))
    assert "Dit rooster ligt vast." in shown
    assert 'id="route"' in shown
    assert "WEB art. 7.5.1" in shown
    assert "6 weken" in shown


@pytest.mark.req("S-531", "S-532", "S-633")
def test_what_is_agreed_has_a_period_a_day_to_look_back_and_its_effect_on_exams(cast: Cast) -> None:
    made = ask(cast.client("student"), cast)
    typed = {
        "arranged": "Examen Nederlands mondeling",
        "starts_on": today().isoformat(),
        "ends_on": (today() + YEAR).isoformat(),
        "exam_effect": "Mondeling in plaats van schriftelijk",
        "evaluate_on": (today() + timedelta(weeks=20)).isoformat(),
        "revision": 1,
    }
    assert cast.client("support_advisor").post(page("grant", made), typed).status_code == 302
    shown = text(cast.client("student").get(page("adjustment", made)))
    assert "Examen Nederlands mondeling" in shown
    assert "Mondeling in plaats van schriftelijk" in shown


def test_looking_back_later_than_a_year_is_not_agreed(cast: Cast) -> None:
    made = ask(cast.client("student"), cast)
    typed = {
        "arranged": "Mondeling",
        "starts_on": today().isoformat(),
        "evaluate_on": (today() + timedelta(days=400)).isoformat(),
        "revision": 1,
    }
    answer = cast.client("support_advisor").post(page("grant", made), typed)
    assert answer.status_code == 422
    assert "Mondeling" in text(answer)


@pytest.mark.parametrize("member", ["student", "coach", "guardian", "colleague"])
def test_who_does_not_decide_cannot_answer(cast: Cast, member: str) -> None:
    made = ask(cast.client("student"), cast)
    for name in ("grant", "refuse"):
        assert cast.client(member).post(page(name, made), {"reason": "x", "revision": 1}).status_code == 404


def browser(cast: Cast, member: str, spoken: str) -> Client:
    client = cast.client(member)
    client.cookies["django_language"] = spoken
    return client


def bare(answer: Any) -> str:
    return text(answer).replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize(
    ("spoken", "lead", "advice"),
    [
        ("nl", "Er is al een antwoord.", "Praat eerst met"),
        ("en", "There is an answer already.", "Talk first with"),
    ],
)
def test_who_answers_second_sees_the_first_answer_beside_the_own_words(
    cast: Cast, spoken: str, lead: str, advice: str
) -> None:
    made = ask(cast.client("student"), cast, ground="work")
    cast.client("support_advisor").post(page("refuse", made), {"reason": "Eerste reden", "revision": 1})
    leader = browser(cast, "team_leader", spoken)
    refusal = leader.post(page("refuse", made), {"reason": "Tweede reden", "revision": 1})
    again = today() + timedelta(weeks=20)
    typed = {"arranged": "Mondeling bij Frank", "starts_on": today().isoformat(), "evaluate_on": again.isoformat()}
    agreement = leader.post(page("grant", made), {**typed, "revision": 1})
    for answer, mine in ((refusal, "Tweede reden"), (agreement, "Mondeling bij Frank")):
        assert answer.status_code == 409
        assert mine in bare(answer)
        assert "Eerste reden" in bare(answer)
        assert lead in text(answer)
        assert f"{advice} {cast.support_advisor.name}" in text(answer)
        assert page("adjustment", made) in text(answer)
        assert "<textarea" not in text(answer), "nobody decides twice"
    made.refresh_from_db()
    assert (made.status, made.reason) == (Adjustment.Status.REFUSED, "Eerste reden")


@pytest.mark.parametrize(
    ("spoken", "lead"),
    [("nl", "Iemand anders keek intussen ook terug."), ("en", "Somebody else looked back meanwhile.")],
)
def test_who_looks_back_second_sees_both_texts_and_may_keep_the_own(cast: Cast, spoken: str, lead: str) -> None:
    made, again = granted(cast), (today() + timedelta(weeks=40)).isoformat()
    typed = {"works": "Het helpt bij rekenen", "outcome": "continued", "next_on": again}
    cast.client("support_advisor").post(page("evaluate", made), {**typed, "revision": 2})
    coach = browser(cast, "coach", spoken)
    mine = {**typed, "works": "Het helpt bij taal"}
    second = coach.post(page("evaluate", made), {**mine, "revision": 2})
    assert second.status_code == 409
    assert lead in text(second)
    assert "rekenen</mark>" in text(second)
    assert "taal</mark>" in text(second)
    seen = re.search(r'name="revision" value="(\d+)"', text(second))
    assert seen
    assert coach.post(page("evaluate", made), {**mine, "revision": int(seen[1])}).status_code == 302
    works = set(AdjustmentEvaluation.objects.filter(adjustment=made).values_list("works", flat=True))
    assert works == {"Het helpt bij rekenen", "Het helpt bij taal"}


def test_who_looks_back_after_it_ended_reads_what_the_other_wrote(cast: Cast) -> None:
    made, again = granted(cast), (today() + timedelta(weeks=40)).isoformat()
    advisor = cast.client("support_advisor")
    advisor.post(page("evaluate", made), {"works": "Niet meer nodig", "outcome": "ended", "revision": 2})
    mine = {"works": "Het helpt nog", "outcome": "continued", "next_on": again, "revision": 2}
    second = cast.client("coach").post(page("evaluate", made), mine)
    assert second.status_code == 409
    assert "Niet meer nodig" in bare(second)
    assert "Het helpt nog" in bare(second)
    assert "<textarea" not in text(second)


@pytest.mark.req("S-330")
def test_an_agreed_adjustment_waits_every_year_for_the_support_advisor(cast: Cast) -> None:
    made = granted(cast)
    assert made.evaluate_on
    assert not to_evaluate(Viewer(cast.support_advisor), made.evaluate_on - timedelta(days=1)).exists()
    assert list(to_evaluate(Viewer(cast.support_advisor), made.evaluate_on)) == [made]


def test_looking_back_sets_the_next_day_or_ends_it(cast: Cast) -> None:
    made, again = granted(cast), today() + timedelta(weeks=40)
    advisor = cast.client("support_advisor")
    typed = {"works": "Het helpt: ik durf weer", "outcome": "continued", "next_on": again.isoformat(), "revision": 2}
    advisor.post(page("evaluate", made), typed)
    made.refresh_from_db()
    assert made.evaluate_on == again
    advisor.post(page("evaluate", made), {"works": "Niet meer nodig", "outcome": "ended", "revision": 3})
    made.refresh_from_db()
    assert (made.status, made.ends_on) == (Adjustment.Status.ENDED, today())
    assert AdjustmentEvaluation.objects.filter(adjustment=made).count() == 2
    assert "Het helpt: ik durf weer" in text(cast.client("student").get(page("adjustment", made)))


@pytest.mark.req("S-541")
def test_what_is_asked_waits_for_who_answers_and_can_be_taken_back(cast: Cast) -> None:
    made = ask(cast.client("student"), cast)
    assert list(unanswered(Viewer(cast.support_advisor))) == [made]
    assert not unanswered(Viewer(cast.coach)).exists()
    cast.client("student").post(page("withdraw", made))
    assert not unanswered(Viewer(cast.support_advisor)).exists()


def test_a_support_advisor_of_another_college_sees_nothing(cast: Cast) -> None:
    made = ask(cast.client("student"), cast)
    give_role(cast.stranger_coach, RoleAssignment.Role.SUPPORT_ADVISOR)
    assert cast.client("stranger_coach").get(page("adjustment", made)).status_code == 404


def test_a_period_that_ends_before_it_begins_is_not_kept(cast: Cast) -> None:
    typed = {
        "option": "rest",
        "what": "Rust",
        "domain": "offering",
        "ground": "care",
        "starts_on": today().isoformat(),
        "ends_on": (today() - timedelta(days=1)).isoformat(),
    }
    answer = cast.client("student").post(reverse("plan:ask", args=(cast.student.pk,)), typed)
    assert answer.status_code == 422
    assert not Adjustment.objects.exists()


def test_asking_by_action_is_the_same_as_by_page(cast: Cast) -> None:
    asked = Asked(option="pause", domain="finishing", ground="care", what="Even rust, wel contact")
    made = ask_adjustment(student=cast.student, by=Viewer(cast.coach), asked=asked, at=now())
    assert made.exam_effect
    assert made.asked_on == today()


def test_what_is_in_no_list_can_be_asked_as_well(cast: Cast) -> None:
    made = ask(cast.client("student"), cast, option="other", what="Mijn kat mee naar het examen")
    assert "Mijn kat mee naar het examen" in text(cast.client("support_advisor").get(page("adjustment", made)))


@pytest.mark.req("S-554")
def test_what_was_agreed_is_an_annex_to_the_education_agreement_without_why_it_is_needed(cast: Cast) -> None:
    student, annex = cast.client("student"), reverse("plan:annex", args=(cast.student.pk,))
    assert student.get(annex).status_code == 404, "nothing is agreed yet"
    made = granted(cast)
    assert annex in text(student.get(reverse("plan:adjustments", args=(cast.student.pk,))))
    for member in ("student", "coach", "support_advisor"):
        answer = cast.client(member).get(annex)
        assert answer["Content-Type"] == "application/pdf", member
        assert answer.content.startswith(b"%PDF")
    said = pdfs.text(answer.content)
    assert "Mondeling bij Frank" in said
    assert "Schrijven lukt nu niet" not in said
    assert cast.client("stranger_coach").get(annex).status_code == 404
    Adjustment.objects.filter(pk=made.pk).update(ends_on=today() - timedelta(days=1), starts_on=today() - YEAR)
    assert student.get(annex).status_code == 404
