"""Desks that are in school: the administrator says where and when, students and their coach read it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from houvast.core.handover.desks import DeskKind
from houvast.handover.actions import make_desk
from houvast.handover.models import Desk
from houvast.people.clock import today
from tests.houvast_testing.cast import Cast, make_organisation

NAME = "Jongerenwerk Houvast"
WHERE = "lokaal 1.12, dinsdag van 10 tot 14 uur; op woensdag in de klas"
NEW = {"kind": "outreach", "name": NAME, "at_school": "on", "where_and_when": WHERE}


def opened(cast: Cast) -> Desk:
    assert cast.client("administrator").post(reverse("administration-desks"), NEW).status_code == 302
    return Desk.objects.get(name=NAME)


def page(cast: Cast, member: str) -> str:
    name = reverse("start") if member == "student" else reverse("student", args=(cast.student.pk,))
    answer = cast.client(member).get(name)
    assert answer.status_code == 200
    return answer.content.decode()


def tell(cast: Cast, desk: Desk, **typed: str) -> int:
    address = reverse("administration-desk-at-school", args=(desk.pk,))
    return cast.client("administrator").post(address, {"revision": desk.revision, **typed}).status_code


@pytest.mark.req("S-624", "S-625")
def test_a_student_reads_who_is_at_school_and_where(cast: Cast) -> None:
    assert "Ook op school" not in page(cast, "student")
    opened(cast)
    shown = page(cast, "student")
    for text in ("Wie helpt mij?", "Ook op school", NAME, "Outreachend", WHERE, "Het hoeft niet via je coach"):
        assert text in shown, text


@pytest.mark.req("S-624", "S-625")
@pytest.mark.parametrize("member", ["coach", "team_leader"])
def test_a_coach_reads_it_beside_the_people_around_the_student(cast: Cast, member: str) -> None:
    make_desk(
        organisation=cast.organisation, kind=DeskKind.YOUTH_TEAM, name="MBO-team", at_school=True, where_and_when=WHERE
    )
    shown = page(cast, member)
    assert "MBO-team" in shown
    assert WHERE in shown
    assert "nodig ze uit in de klas" in shown


def test_it_is_read_in_english_too(cast: Cast) -> None:
    opened(cast)
    for member, text in (("student", "You are welcome to walk in"), ("coach", "invite them into class")):
        person = getattr(cast, member)
        person.language = "en"
        person.save(update_fields=["language"])
        shown = page(cast, member)
        assert "At school too" in shown
        assert text in shown


def test_only_what_is_at_this_school_now_is_shown(cast: Cast) -> None:
    elsewhere = make_organisation("Een andere school")
    make_desk(organisation=elsewhere, kind=DeskKind.OUTREACH, name="Ver weg", at_school=True, where_and_when="daar")
    make_desk(organisation=cast.organisation, kind=DeskKind.OUTREACH, name="In de stad")
    desk = opened(cast)
    Desk.objects.filter(pk=desk.pk).update(closed_on=today() - timedelta(days=1))
    for member in ("student", "coach"):
        shown = page(cast, member)
        assert not any(name in shown for name in ("Ver weg", "In de stad", NAME))


def test_the_administrator_changes_where_and_when_and_takes_it_away(cast: Cast) -> None:
    desk = opened(cast)
    assert "lokaal 1.12" in cast.client("administrator").get(reverse("administration-desks")).content.decode()
    assert tell(cast, desk, at_school="on", where_and_when="de kantine, elke dag") == 302
    assert "de kantine, elke dag" in page(cast, "student")
    assert tell(cast, desk) == 409, "somebody else was first"
    desk.refresh_from_db()
    assert tell(cast, desk) == 302
    assert NAME not in page(cast, "student")


@pytest.mark.parametrize("typed", [{"at_school": "on"}, {"where_and_when": WHERE}])
def test_at_school_and_where_belong_together(cast: Cast, typed: dict[str, str]) -> None:
    desk = opened(cast)
    assert tell(cast, desk, **typed) == 422
    desk.refresh_from_db()
    assert (desk.at_school, desk.where_and_when) == (True, WHERE)


@pytest.mark.parametrize("member", ["coach", "team_leader", "administration", "student", "partner"])
def test_only_an_administrator_says_it(cast: Cast, member: str) -> None:
    address = reverse("administration-desk-at-school", args=(opened(cast).pk,))
    assert cast.client(member).get(address).status_code == 404
    assert cast.client(member).post(address, {"revision": 1}).status_code == 404
