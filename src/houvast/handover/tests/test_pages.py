"""The pages of a handover: who sees what, what is asked of whom, and what nobody else gets."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from houvast.core.handover.desks import DeskKind, Group
from houvast.core.handover.items import Item
from houvast.core.handover.steps import State
from houvast.handover import actions
from houvast.handover.duty import duty_of
from houvast.handover.models import Following, Handover
from houvast.handover.tasks import empty_what_ended
from houvast.handover.tests.play import accepted, agreed, arrived, asked, done, make_town
from houvast.outbox.registry import Asked
from houvast.people.clock import now, set_to, today
from houvast.people.models import Person, PersonalRelation, UnitMembership
from houvast.people.viewer import DESK_ROLES, Viewer
from houvast.privacy.models import ReadLog
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def plan(*lines: tuple[str, str]) -> dict[str, str]:
    typed = {"plan-TOTAL_FORMS": str(len(lines)), "plan-INITIAL_FORMS": "0"}
    for place, (who, what) in enumerate(lines):
        typed |= {f"plan-{place}-who": who, f"plan-{place}-what": what}
    return typed


@pytest.mark.req("S-598")
def test_a_coach_asks_and_the_student_answers_per_item_on_the_phone(cast: Cast) -> None:
    town = make_town(cast)
    coach = cast.client("coach")
    typed = {
        "desk": str(town.rmc.pk),
        "ground": "consent",
        "until": (today() + timedelta(days=90)).isoformat(),
        "why": "Sam zoekt een leerbaan.",
        "needs": "Rust.",
        **plan(("Sam", "cv maken")),
    }
    page = coach.post(reverse("ask-handover", args=(cast.student.pk,)), typed)
    assert page.status_code == 302, page.content.decode()
    handover = Handover.objects.get()
    student = cast.client("student")
    assert "Doorstroompunt Demo" in student.get(reverse("start")).content.decode()
    shown = student.get(reverse("answer-handover", args=(handover.pk,))).content.decode()
    assert "Sam zoekt een leerbaan." in shown
    assert "cv maken" in shown
    assert "checked" not in shown
    answered = student.post(
        reverse("answer-handover", args=(handover.pk,)),
        {"contact": "on", "why": "on", "own_words": "Ik wil graag werken.", "revision": handover.revision},
    )
    assert answered.status_code == 302
    told = arrived(handover).content["told"]
    assert told == {"contact": "", "why": "Sam zoekt een leerbaan.", "own_words": "Ik wil graag werken."}
    desk = client_of(town.officer).get(reverse("following", args=(arrived(handover).pk,))).content.decode()
    assert "Ik wil graag werken." in desk
    assert "Rust." not in desk


def test_what_was_typed_is_kept_when_something_is_missing(cast: Cast) -> None:
    make_town(cast)
    page = cast.client("coach").post(
        reverse("ask-handover", args=(cast.student.pk,)), {"why": "Een lange uitleg.", "ground": "consent", **plan()}
    )
    assert page.status_code == 422
    assert "Een lange uitleg." in page.content.decode()


def test_a_student_who_ticks_nothing_reads_once_and_in_words_what_is_needed(cast: Cast) -> None:
    handover = asked(cast, make_town(cast).rmc)
    for language, said in (("nl", "Zonder dit kan niemand je helpen."), ("en", "Without this nobody can help you.")):
        type(cast.student).objects.filter(pk=cast.student.pk).update(language=language)
        answered = cast.client("student").post(
            reverse("answer-handover", args=(handover.pk,)),
            {"revision": handover.revision},
            headers={"accept-language": language},
        )
        page = answered.content.decode()
        assert answered.status_code == 422
        assert page.count('class="hv-errors"') == 1
        assert said in page
        assert "&lt;strong&gt;" not in page


def test_the_student_may_say_no_and_need_not_say_why(cast: Cast) -> None:
    handover = asked(cast, make_town(cast).rmc)
    page = cast.client("student").post(
        reverse("revoke-handover", args=(handover.pk,)), {"reason": "", "revision": handover.revision}
    )
    assert page.status_code == 302
    handover.refresh_from_db()
    assert handover.state == State.REVOKED
    assert not Following.objects.exists()


def test_a_student_without_an_account_answers_by_a_link_that_works_once(cast: Cast) -> None:
    handover = asked(cast, make_town(cast).rmc)
    address = reverse(
        "answer-by-link", args=(actions.make_consent_link(handover=handover, by=Viewer(cast.coach), at=now()),)
    )
    phone = Client()
    assert "Sam zoekt een leerbaan." in phone.get(address).content.decode()
    assert phone.post(address, {"why": "on", "revision": handover.revision}).status_code == 422
    thanks = phone.post(address, {"contact": "on", "why": "on", "revision": handover.revision})
    assert thanks.status_code == 200
    assert set(arrived(handover).content["told"]) == {"contact", "why"}
    assert phone.get(address).status_code == 404


def test_the_link_takes_a_no_too(cast: Cast) -> None:
    handover = asked(cast, make_town(cast).rmc)
    token = actions.make_consent_link(handover=handover, by=Viewer(cast.coach), at=now())
    Client().post(reverse("answer-by-link", args=(token,)), {"no": "1"})
    handover.refresh_from_db()
    assert handover.state == State.REVOKED


@pytest.mark.parametrize(
    "member", ["colleague", "administrator", "administration", "partner", "stranger_coach", "other_student"]
)
def test_nobody_else_finds_a_handover(cast: Cast, member: str) -> None:
    handover = asked(cast, make_town(cast).rmc)
    assert cast.client(member).get(reverse("handover", args=(handover.pk,))).status_code == 404
    assert cast.client(member).get(reverse("ask-handover", args=(cast.student.pk,))).status_code == 404


@pytest.mark.req("S-447", "S-448")
def test_a_desk_lists_its_own_people_and_opens_nobody_elses(cast: Cast) -> None:
    town = make_town(cast)
    following = arrived(agreed(asked(cast, town.rmc)))
    here = reverse("following", args=(following.pk,))
    officer, adviser = client_of(town.officer), client_of(town.adviser)
    assert "Sam de Wit" in officer.get(reverse("partner-desk")).content.decode()
    assert "Sam de Wit" in officer.get(reverse("start")).content.decode()
    assert "Sam de Wit" not in adviser.get(reverse("partner-desk")).content.decode()
    for person in (adviser, cast.client("coach"), cast.client("partner"), cast.client("student")):
        assert person.get(here).status_code == 404
        assert person.post(reverse("accept-following", args=(following.pk,))).status_code == 404


def test_a_desk_opens_no_page_of_the_school(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc))
    following = accepted(handover, town.officer)
    officer = client_of(town.officer)
    for person in (cast.student, following.person):
        assert officer.get(reverse("student", args=(person.pk,))).status_code == 404
    assert officer.get(reverse("handover", args=(handover.pk,))).status_code == 404


@pytest.mark.req("S-441", "S-442", "S-443", "S-444", "S-445")
@pytest.mark.parametrize(
    ("group", "certificate"), [("entree_employed", "entree"), ("pro_employed", "pro"), ("vso_employed", "vso")]
)
def test_the_extra_groups_are_followed_too_until_the_age_of_the_law(cast: Cast, group: str, certificate: str) -> None:
    town = make_town(cast)
    officer = client_of(town.officer)
    page = officer.post(
        reverse("register-following"),
        {
            "desk": str(town.rmc.pk),
            "given_name": "Noor",
            "family_name": "Werkt",
            "birth_date": "2006-03-15",
            "group": group,
            "qualifications": [certificate],
        },
    )
    assert page.status_code == 302, page.content.decode()
    shown = officer.get(page["Location"], headers={"accept-language": "en"}).content.decode()
    assert "14 maart 2033" in shown or "14 March 2033" in shown
    assert "Noor Werkt" in officer.get(reverse("partner-desk") + f"?show=follows&group={group}").content.decode()
    assert "Noor Werkt" not in officer.get(reverse("partner-desk") + "?show=follows&group=other").content.decode()


@pytest.mark.req("S-441", "S-446")
def test_before_2026_the_law_followed_until_23(cast: Cast) -> None:
    assert duty_of(date(2006, 3, 15), ("entree",), on=date(2025, 12, 31)) == ("followed", date(2029, 3, 14))
    assert duty_of(date(2006, 3, 15), ("entree",), on=date(2026, 1, 1)) == ("followed", date(2033, 3, 14))
    assert duty_of(date(2006, 3, 15), ("mbo2",), on=date(2026, 1, 1)) == ("none", None)


@pytest.mark.req("S-440")
def test_the_desk_goes_on_following_after_the_school_let_go(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc))
    following = done(handover, town.officer)
    UnitMembership.objects.filter(student=cast.student).update(ends_on=today() - timedelta(days=1))
    PersonalRelation.objects.filter(student=cast.student).update(ends_on=today() - timedelta(days=1))
    assert cast.client("coach").get(reverse("handover", args=(handover.pk,))).status_code == 404
    with set_to(handover.until + timedelta(days=30)):
        officer = client_of(town.officer)
        officer.cookies["houvast-what-if"] = today().isoformat()
        page = officer.get(reverse("following", args=(following.pk,))).content.decode()
    assert "Sam de Wit" in page
    assert "Sam zoekt een leerbaan." not in page


def test_looking_changes_nothing_and_leaves_a_line_in_the_log_of_reads(cast: Cast) -> None:
    town = make_town(cast)
    following = arrived(agreed(asked(cast, town.rmc)))
    client_of(town.officer).get(reverse("following", args=(following.pk,)))
    read = ReadLog.objects.get(reader_id=town.officer.pk)
    assert read.purpose == "handed_over"
    assert read.students == [following.person_id.hex]


def test_two_at_once_the_second_reads_again(cast: Cast) -> None:
    town = make_town(cast)
    following = arrived(agreed(asked(cast, town.rmc)))
    officer = client_of(town.officer)
    typed = {"revision": following.revision}
    assert officer.post(reverse("accept-following", args=(following.pk,)), typed).status_code == 302
    page = officer.post(reverse("refuse-following", args=(following.pk,)), {"reason": "Woont elders.", **typed})
    assert page.status_code == 409
    assert "Woont elders." in page.content.decode()


def test_the_school_reads_arrived_and_in_contact_and_nothing_of_the_file(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc))
    following = done(handover, town.officer)
    client_of(town.officer).post(
        reverse("record-following", args=(following.pk,)),
        {"kind": "home_visit", "on": today().isoformat(), "text": "Thuis over schulden gepraat."},
    )
    page = cast.client("coach").get(reverse("handover", args=(handover.pk,)), headers={"accept-language": "en"})
    said = page.content.decode()
    assert "schulden" not in said
    assert "In contact" in said
    assert "Aangekomen" in said


def test_after_a_no_the_coach_sees_it_and_asks_another_desk(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc))
    following = arrived(handover)
    client_of(town.officer).post(
        reverse("refuse-following", args=(following.pk,)), {"reason": "Woont elders.", "revision": following.revision}
    )
    coach = cast.client("coach")
    assert reverse("handover", args=(handover.pk,)) in coach.get(reverse("start")).content.decode()
    again = coach.get(reverse("ask-handover", args=(cast.student.pk,)) + f"?follows={handover.pk}").content.decode()
    assert "Sam zoekt een leerbaan." in again


def test_what_may_not_be_read_any_more_is_not_kept_either(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc))
    following = done(handover, town.officer)
    unanswered = arrived(agreed(asked(cast, town.youth)))
    at = now() + timedelta(days=201)
    empty_what_ended(Asked(organisation_id=town.organisation.pk, arguments={}, at=at))
    for one in (following, unanswered):
        one.refresh_from_db()
        assert one.content == {}
    assert following.closed_on is None
    assert unanswered.closed_on is not None


def test_a_guardian_of_a_child_under_16_is_asked_too(cast: Cast) -> None:
    cast.student.birth_date = today() - timedelta(days=15 * 365)
    cast.student.save()
    handover = agreed(asked(cast, make_town(cast).rmc))
    guardian = cast.client("guardian")
    here = reverse("handover", args=(handover.pk,))
    page = guardian.get(reverse("student", args=(cast.student.pk,))).content.decode()
    assert here in page
    assert reverse("guardian-agrees", args=(handover.pk,)) in guardian.get(here).content.decode()
    assert guardian.post(reverse("guardian-agrees", args=(handover.pk,))).status_code == 302
    assert arrived(handover).state == State.CONSENTED


def test_a_longer_list_takes_no_more_queries(cast: Cast) -> None:
    town = make_town(cast)
    officer, viewer = client_of(town.officer), Viewer(town.officer)

    def queries_for(many: int) -> int:
        for number in range(many):
            who = actions.new_who(given_name=f"Iemand{number}", family_name="Volgt", birth_date=date(2006, 3, 15))
            draft = actions.Registered(who=who, group=Group.NO_QUALIFICATION)
            actions.register(desk=town.rmc, by=viewer, draft=draft, at=now())
        with CaptureQueriesContext(connection) as seen:
            assert officer.get(reverse("partner-desk") + "?show=follows").status_code == 200
        return len(seen)

    few = queries_for(2)
    assert queries_for(60) == few
    page = officer.get(reverse("partner-desk") + "?show=follows").content.decode()
    assert page.count("Volgt</a>") == 50
    assert "after=50" in page


def test_the_desk_kinds_all_have_a_role(cast: Cast) -> None:
    assert {kind.value for kind in DeskKind} == {str(role) for role in DESK_ROLES}
    assert Item.CONTACT in Item
    del cast


def test_a_desk_role_in_a_class_or_college_opens_no_student(cast: Cast) -> None:
    handover = asked(cast, make_town(cast).rmc)
    inside = make_person(cast.organisation, "Jet", "Jeugdteam")
    make_account(inside)
    for unit in (cast.college, cast.group):
        give_role(inside, "youth_team", unit)
    client = client_of(inside)
    assert client.get(reverse("handover", args=(handover.pk,))).status_code == 404
    assert client.get(reverse("ask-handover", args=(cast.student.pk,))).status_code == 404
    assert client.get(reverse("partner-desk")).status_code == 404
