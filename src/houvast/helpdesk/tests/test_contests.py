"""A student's appeal from letter to decision, and what others learn from it."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from houvast.cases.models import Case, CaseRole
from houvast.documents.models import Document
from houvast.documents.queries import file_of
from houvast.helpdesk.actions.sitting import seat_boards
from houvast.helpdesk.models import Contest, Publication
from houvast.helpdesk.tests.scene import make_member
from houvast.people.clock import now, set_to, today
from houvast.people.models import Person, RoleAssignment
from houvast.people.submissions import new_key
from houvast.web.days import long_day
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db
ROLE = RoleAssignment.Role
WORDS = {
    "decision": "De brief over mijn studieadvies.",
    "happened": "Ik was ziek en kreeg geen waarschuwing.",
    "disagree": "Niemand heeft naar mijn ziekte gevraagd.",
    "wanted": "Neem het advies terug.",
    "along": "Tante Toos",
}


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    """A last day that falls on a Saturday or Sunday moves on: here none does."""
    with set_to(date(2026, 11, 23)):
        yield


@pytest.fixture
def members(cast: Cast) -> tuple[Person, Person]:
    """Two who sit on the appeals board."""
    return make_member(cast, "Ada", ROLE.APPEALS_BOARD), make_member(cast, "Bas", ROLE.APPEALS_BOARD)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def begin(cast: Cast, matter: str = "study_advice", days_ago: int = 3) -> Contest:
    response = cast.client("student").post(
        f"/students/{cast.student.pk}/contests/",
        {
            "matter": matter,
            "notified_on": (today() - timedelta(days=days_ago)).isoformat(),
            "submission": new_key(),
        },
    )
    assert response.status_code == 302, response.content.decode()
    return Contest.objects.latest("began_at")


def write(cast: Cast, contest: Contest, **more: str) -> None:
    contest.refresh_from_db()
    response = cast.client("student").post(
        f"/contest/{contest.pk}/", {**WORDS, "revision": contest.revision, "submission": new_key(), **more}
    )
    assert response.status_code == 302, response.content.decode()


def hand_in(cast: Cast, contest: Contest) -> None:
    contest.refresh_from_db()
    response = cast.client("student").post(
        f"/contest/{contest.pk}/hand-in/", {"revision": contest.revision, "submission": new_key()}
    )
    assert response.status_code == 302, response.content.decode()
    contest.refresh_from_db()


def document(found: uuid.UUID | None) -> Document:
    assert found is not None
    return Document.objects.get(pk=found)


def text_of(made: Document) -> str:
    assert len(pikepdf.open(BytesIO(file_of(made))).pages) >= 1
    return made.values or ""


@pytest.mark.req("S-344", "S-346", "S-387", "S-650")
def test_an_appeal_goes_from_the_students_words_to_a_published_outcome(
    cast: Cast, members: tuple[Person, Person]
) -> None:
    contest = begin(cast)
    assert contest.notified_on is not None
    assert contest.route == "appeal"
    assert contest.last_day == contest.notified_on + timedelta(days=14)
    write(cast, contest)
    hand_in(cast, contest)
    page = cast.client("student").get(f"/contest/{contest.pk}/").content.decode()
    assert "Ontvangstbewijs" in page
    assert contest.decide_by == today() + timedelta(weeks=6)
    assert long_day(contest.decide_by) in page
    receipt, letter = text_of(document(contest.receipt_id)), document(contest.letter_id)
    assert letter.sha256 in receipt
    assert "Ik was ziek" in text_of(letter)
    assert cast.client("student").get(f"/letters/{contest.receipt_id}/file/").status_code == 200

    ada, bas = (signed_in(one) for one in members)
    assert "Sam de Wit" in ada.get("/board/").content.decode()
    shown = ada.get(f"/board/{contest.pk}/").content.decode()
    assert "Niemand heeft naar mijn ziekte gevraagd." in shown
    contest.refresh_from_db()
    planned = ada.post(
        f"/board/{contest.pk}/",
        {
            "day": (today() + timedelta(days=9)).isoformat(), "hour": "10:30", "place": "Kamer 2.14",
            "revision": contest.revision, "submission": new_key(),
        },
    )  # fmt: skip
    assert planned.status_code == 302, planned.content.decode()
    assert "10:30" in cast.client("student").get(f"/contest/{contest.pk}/").content.decode()

    confirmed = cast.client("administration").post(
        f"/cases/{contest.case_id}/do/confirm/", {"revision": revision_of(contest), "submission": new_key()}
    )
    assert confirmed.status_code == 302, confirmed.content.decode()
    with set_to(today() + timedelta(days=9)):
        heard = ada.post(
            f"/cases/{contest.case_id}/do/hearing/",
            {
                "happened_on": today().isoformat(), "took_place": "spoken", "what": "Sam vertelde.",
                "field-took_place": "spoken", "field-what": "Sam vertelde.",
                "revision": revision_of(contest), "submission": new_key(),
            },
        )  # fmt: skip
        assert heard.status_code == 302, heard.content.decode()
        decided = ada.post(
            f"/cases/{contest.case_id}/do/decide/",
            {
                "option": "upheld", "decision": "Geen waarschuwing.", "field-decision": "Geen waarschuwing.",
                "reasons": "Er was geen hulp geboden.", "field-reasons": "Er was geen hulp geboden.",
                "revision": revision_of(contest), "submission": new_key(),
            },
        )  # fmt: skip
        assert decided.status_code == 302, decided.content.decode()
        assert "Gelijk gekregen" in cast.client("student").get(f"/contest/{contest.pk}/").content.decode()
        told = {"title": "Advies zonder waarschuwing", "text": "Sam de Wit kreeg gelijk.", "submission": new_key()}
        named = ada.post(f"/board/{contest.pk}/outcome/", told)
        assert named.status_code == 422
        ada.post(f"/board/{contest.pk}/outcome/", {**told, "text": "Zonder waarschuwing mag het niet."})
    publication = Publication.objects.get()
    read = {"read": "on", "revision": 1}
    assert (
        ada.post(f"/board/outcomes/{publication.pk}/", {**read, "submission": new_key()}).status_code == 422
    )  # who wrote it does not publish it
    public = f"/outcomes/{cast.organisation.pk}/"
    assert "Zonder waarschuwing" not in Client().get(public).content.decode()
    assert bas.post(f"/board/outcomes/{publication.pk}/", {**read, "submission": new_key()}).status_code == 302
    assert "Zonder waarschuwing" in Client().get(public).content.decode()


def revision_of(contest: Contest) -> int:
    assert contest.case is not None
    return Case.objects.get(pk=contest.case.pk).revision


@pytest.mark.req("S-344")
def test_a_draft_is_the_students_alone(cast: Cast, members: tuple[Person, Person]) -> None:
    contest = begin(cast)
    write(cast, contest)
    others = ("coach", "team_leader", "director", "administration", "administrator", "guardian", "other_student")
    for member in others:
        for path in (f"/contest/{contest.pk}/", f"/contest/{contest.pk}/hand-in/", f"/board/{contest.pk}/", "/board/"):
            assert cast.client(member).get(path).status_code == 404, (member, path)
    assert signed_in(members[0]).get(f"/board/{contest.pk}/").status_code == 404


def test_a_member_of_another_board_sees_nothing_of_an_appeal(cast: Cast, members: tuple[Person, Person]) -> None:
    other = make_member(cast, "Cor", ROLE.COMPLAINTS_COMMITTEE)
    contest = begin(cast)
    write(cast, contest)
    hand_in(cast, contest)
    assert signed_in(other).get(f"/board/{contest.pk}/").status_code == 404
    assert "Sam de Wit" not in signed_in(other).get("/board/").content.decode()
    assert signed_in(other).get(f"/cases/{contest.case_id}/").status_code == 404


def test_who_leaves_the_board_leaves_the_case_and_who_joins_enters_it(
    cast: Cast, members: tuple[Person, Person]
) -> None:
    contest = begin(cast)
    write(cast, contest)
    hand_in(cast, contest)
    RoleAssignment.objects.filter(person=members[0]).update(ends_on=today() - timedelta(days=1))
    new = make_member(cast, "Dien", ROLE.APPEALS_BOARD)
    seat_boards(cast.organisation.pk, on=today(), at=now())
    named = set(CaseRole.objects.filter(case=contest.case).values_list("person__given_name", flat=True))
    assert named == {"Bas", "Dien"}
    assert signed_in(new).get(f"/board/{contest.pk}/").status_code == 200
    assert signed_in(members[0]).get(f"/cases/{contest.case_id}/").status_code == 404


@pytest.mark.req("S-345")
def test_a_letter_on_the_last_day_is_in_time_and_a_day_later_asks_why(cast: Cast) -> None:
    contest = begin(cast, days_ago=0)
    write(cast, contest)
    last = contest.last_day
    assert last is not None
    with set_to(last + timedelta(days=1)):
        late = cast.client("student").post(f"/contest/{contest.pk}/hand-in/", {"revision": 2, "submission": new_key()})
        assert late.status_code == 422
        assert "later" in late.content.decode()
    with set_to(last):
        hand_in(cast, contest)
    assert "op tijd" in text_of(document(contest.receipt_id)).lower()


@pytest.mark.req("S-389")
def test_before_august_2023_the_way_was_the_civil_court(cast: Cast) -> None:
    response = cast.client("student").post(
        f"/students/{cast.student.pk}/contests/",
        {"matter": "removal", "notified_on": "2023-05-10", "submission": new_key()},
    )
    assert response.status_code == 422
    assert "burgerlijke rechter" in response.content.decode()


@pytest.mark.parametrize(
    ("matter", "route"), [("treatment", "complaint"), ("removal", "objection"), ("exam", "appeal")]
)
def test_the_rule_finds_the_way(cast: Cast, matter: str, route: str) -> None:
    contest = begin(cast, matter)
    assert contest.route == route
    assert cast.client("student").get(f"/contest/{contest.pk}/").status_code == 200
    write(cast, contest)
    hand_in(cast, contest)
    assert contest.case is not None
    assert contest.case.pack == route


def test_an_empty_letter_says_what_it_needs(cast: Cast) -> None:
    contest = begin(cast)
    page = cast.client("student").get(f"/contest/{contest.pk}/hand-in/").content.decode()
    assert "Een paar zinnen is genoeg" in page


def test_two_letters_of_one_kind_do_not_run_at_once(cast: Cast) -> None:
    first, second = begin(cast), begin(cast)
    for contest in (first, second):
        write(cast, contest)
    hand_in(cast, first)
    again = cast.client("student").post(f"/contest/{second.pk}/hand-in/", {"revision": 2, "submission": new_key()})
    assert again.status_code == 422
    second.refresh_from_db()
    assert (second.status, second.letter_id) == ("draft", None)
