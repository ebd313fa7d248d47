"""The library of procedures, the rehearsal, and a school's own versions with a second person's approval."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from houvast.cases import pack_library
from houvast.cases.actions import own_procedures
from houvast.cases.actions.telling import is_told
from houvast.cases.models import Case, CaseEvent, CaseFact, PackProposal, PackVersion
from houvast.cases.tests.play import FOUND, GONE, INVALID, OK, Play, expect, hidden_fields, proposal
from houvast.cases.verify import verify_case
from houvast.cases.world import FACTS
from houvast.core.procedure.roles import Role
from houvast.people import clock
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person

pytestmark = pytest.mark.django_db

OVERLAY = """overlay: improvement-track
version: "2027.1"
layer: institution
institution: ROC Demo
title: {nl: "Verbetertraject van ROC Demo", en: "Improvement track of ROC Demo"}
terms:
  interim_term: {length: {weeks: 8}}
"""
LAWLESS = OVERLAY + "opened_by: [nobody]\n"


@pytest.fixture
def second(cast: Cast) -> Person:
    """Another administrator."""
    person = make_person(cast.organisation, "Bea", "Beheerder")
    give_role(person, "administrator")
    make_account(person)
    return person


def upload(client: Client, text: str, **more: str) -> object:
    file = SimpleUploadedFile("eigen.yaml", text.encode(), content_type="application/yaml")
    return client.post("/procedures/own/", {"file": file, **more})


def test_the_library_shows_every_procedure_with_its_sources(cast: Cast) -> None:
    client = cast.client("student")
    page = expect(client.get("/procedures/"), OK).content.decode()  # type: ignore[arg-type]
    for pack in pack_library.national().values():
        assert f"/procedures/{pack.id}/" in page
    one = expect(client.get("/procedures/improvement-track/"), OK).content.decode()  # type: ignore[arg-type]
    for said in ("Startgesprek", "wetten.overheid.nl", "Ten minste één tussentijdse evaluatie", "10 weken"):
        assert said in one
    assert client.get("/procedures/no-such-thing/").status_code == GONE


@pytest.mark.parametrize("pack_id", sorted(pack_library.national()))
def test_every_procedure_is_drawn_and_can_be_rehearsed_in_both_languages(cast: Cast, pack_id: str) -> None:
    client = cast.client("coach")
    for language in ("nl", "en"):
        client.cookies["django_language"] = language
        page = expect(client.get(f"/procedures/{pack_id}/"), OK).content.decode()  # type: ignore[arg-type]
        assert "hv-steps" in page
    begun = expect(client.post(f"/procedures/{pack_id}/rehearsal/", {"age": "17"}), OK)  # type: ignore[arg-type]
    assert 'name="press"' in begun.content.decode()


def test_a_rehearsal_goes_to_an_ending_and_stores_nothing(cast: Cast) -> None:
    client, path = cast.client("coach"), "/procedures/improvement-track/rehearsal/"
    page = client.post(path, {"age": "17"}).content.decode()
    for press in (
        "do:propose::plain",
        "do:consult_team::plain",
        "do:consult_support::plain",
        "do:start_decision:begin:plain",
        "do:start_meeting::plain",
        "sign:start_meeting:1:student:dissent",
        "sign:start_meeting:1:coach:agree",
        "sign:start_meeting:1:team_leader:agree",
        "wait:28",
        "sign:start_meeting:1:guardian:not_reached",
        "do:interim_evaluation::plain",
        "sign:interim_evaluation:1:student:agree",
        "sign:interim_evaluation:1:team_leader:agree",
        "sign:interim_evaluation:1:guardian:agree",
        "do:final_meeting::deviate",
        "do:team_decision:success:plain",
    ):
        token = hidden_fields(page)["token"]
        page = expect(client.post(path, {"token": token, "press": press}), OK).content.decode()  # type: ignore[arg-type]
    assert "Je gaat gewoon verder met je opleiding" in page
    assert not Case.objects.exists()
    assert not PackVersion.objects.exists()


@pytest.mark.parametrize(
    "press", ["do:nothing::plain", "sign:propose:1:coach:agree", "wait:x", "burn:it", "", "do:propose"]
)
def test_a_press_that_is_none_of_ours_begins_again(cast: Cast, press: str) -> None:
    client, path = cast.client("coach"), "/procedures/improvement-track/rehearsal/"
    token = hidden_fields(client.post(path, {"age": "17"}).content.decode())["token"]
    assert client.post(path, {"token": token, "press": press}).status_code in (OK, FOUND)
    assert client.post(path, {"token": token[:-3] + "abc", "press": "wait:1"}).status_code == FOUND
    assert client.post(path, {"age": "1"}).status_code == FOUND


def test_an_overlay_is_proven_shown_as_a_difference_and_in_use_after_a_second_person(
    cast: Cast, second: Person
) -> None:
    client = cast.client("administrator")
    shown = expect(upload(client, OVERLAY), OK).content.decode()  # type: ignore[arg-type]
    assert "8 weken" in shown
    assert not PackProposal.objects.exists()
    from_day = clock.today().isoformat()
    expect(client.post("/procedures/own/", {"text": OVERLAY, "confirmed": "yes", "active_from": from_day}), FOUND)  # type: ignore[arg-type]
    waiting = PackProposal.objects.get()
    path = f"/procedures/own/{waiting.pk}/"
    client.post(path, {"answer": "approve"})
    waiting.refresh_from_db()
    assert waiting.status == "proposed", "who proposed it does not approve it"
    other = Client()
    other.force_login(second.account)
    expect(other.post(path, {"answer": "approve"}), FOUND)  # type: ignore[arg-type]
    play = Play(cast=cast, day=clock.today())
    play.talks()
    play.begin()
    assert play.now().pack_version.version == "2027.1"
    assert pack_library.pack_in_use(cast.other_organisation.pk, "improvement-track", clock.today()).version != "2027.1"


def test_a_running_case_keeps_the_version_it_began_with(cast: Cast, second: Person) -> None:
    play = Play(cast=cast, day=clock.today())
    play.talks()
    play.begin()
    before = play.now().pack_version_id
    made = own_procedures.propose(
        text=OVERLAY, active_from=clock.today(), by=Viewer(cast.administrator), at=clock.now()
    )
    own_procedures.answer(proposal_id=made.pk, approve=True, by=Viewer(second), at=clock.now())
    expect(play.act("coach", "propose", proposal()), FOUND)
    assert play.now().pack_version_id == before


def test_a_version_waits_for_its_day(cast: Cast, second: Person) -> None:
    later = clock.today() + timedelta(days=30)
    made = own_procedures.propose(text=OVERLAY, active_from=later, by=Viewer(cast.administrator), at=clock.now())
    own_procedures.answer(proposal_id=made.pk, approve=True, by=Viewer(second), at=clock.now())
    ours = cast.organisation.pk
    assert pack_library.pack_in_use(ours, "improvement-track", later - timedelta(days=1)).version != "2027.1"
    assert pack_library.pack_in_use(ours, "improvement-track", later).version == "2027.1"


@pytest.mark.parametrize(
    "text",
    [
        LAWLESS,
        "a: [",
        "",
        "\x00",
        OVERLAY.replace("improvement-track", "nothing"),
        "x" * 401_000,
        "é".encode("latin-1").decode("utf-8", "replace"),
    ],
)
def test_an_upload_that_cannot_be_used_says_why_and_stores_nothing(cast: Cast, text: str) -> None:
    page = expect(upload(cast.client("administrator"), text, confirmed="yes"), INVALID).content.decode()  # type: ignore[arg-type]
    assert re.search(r"<li>.+</li>", page)
    assert not PackProposal.objects.exists()


@pytest.mark.parametrize("who", ["coach", "student", "team_leader", "director", "stranger_coach"])
def test_only_an_administrator_brings_in_a_version(cast: Cast, second: Person, who: str) -> None:
    made = own_procedures.propose(
        text=OVERLAY, active_from=clock.today(), by=Viewer(cast.administrator), at=clock.now()
    )
    client = cast.client(who)
    assert client.get("/procedures/own/").status_code == GONE
    assert upload(client, OVERLAY, confirmed="yes").status_code == GONE  # type: ignore[attr-defined]
    assert client.post(f"/procedures/own/{made.pk}/", {"answer": "approve"}).status_code == GONE
    made.refresh_from_db()
    assert made.status == "proposed"


def in_use(cast: Cast, second: Person, text: str) -> None:
    """The school's own version, approved from today."""
    made = own_procedures.propose(text=text, active_from=clock.today(), by=Viewer(cast.administrator), at=clock.now())
    own_procedures.answer(proposal_id=made.pk, approve=True, by=Viewer(second), at=clock.now())


def test_a_running_case_follows_a_newer_version_when_somebody_decides_it(cast: Cast, second: Person) -> None:
    play = Play(cast=cast, day=clock.today())
    play.talks()
    play.begin()
    assert play.get("team_leader", f"{play.base}version/").status_code == OK
    in_use(cast, second, OVERLAY)
    assert "version/" in play.get("team_leader", play.base).content.decode()
    assert "version/" not in play.get("coach", play.base).content.decode()
    assert play.get("coach", f"{play.base}version/").status_code == GONE
    assert "8 weken" in expect(play.get("team_leader", f"{play.base}version/"), OK).content.decode()
    expect(play.post("team_leader", f"{play.base}version/", {"reason": ""}), INVALID)
    expect(play.post("team_leader", f"{play.base}version/", {"reason": "De school werkt nu zo."}), FOUND)
    assert play.now().pack_version.version == "2027.1"
    expect(play.act("coach", "propose", proposal()), FOUND)
    log = expect(play.get("coach", f"{play.base}log/"), OK).content.decode()
    assert "De school werkt nu zo." in log
    assert not list(verify_case(play.now().pk))


def test_a_fact_that_no_register_holds_is_told_to_the_case_by_who_is_asked(cast: Cast) -> None:
    play = Play(cast=cast, day=clock.today())
    begun = [who for who in ("administration", "coach", "team_leader") if _begins(play, who, "absence-route")]
    assert begun, "somebody of the school begins the route"
    path = f"{play.base}fact/must_report/"
    assert play.get("guardian", path).status_code == GONE
    assert play.get("colleague", path).status_code == GONE
    expect(play.post("administration", path, {"value": ""}), INVALID)
    expect(play.post("administration", path, {"value": "yes"}), FOUND)
    assert CaseEvent.objects.filter(case=play.case, kind="noted").count() == 1
    assert CaseFact.objects.get(case=play.case).typed_by == cast.administration
    kept = play.get("administration", f"{play.base}fact/duty/")
    assert kept.status_code == FOUND, "what the house keeps itself is typed where it is kept"


def _begins(play: Play, who: str, pack: str) -> bool:
    if play.case is None and play.get(who, f"/students/{play.cast.student.pk}/cases/new/{pack}/").status_code == OK:
        play.begin(who, pack)
        return play.case is not None
    return False


def test_every_fact_a_procedure_asks_is_kept_by_the_house_or_asked_of_somebody_in_the_case() -> None:
    for pack in pack_library.national().values():
        for fact in pack.facts.values():
            if fact.world is not None and fact.world not in FACTS:
                assert is_told(fact)
                assert fact.asked_of in Role
