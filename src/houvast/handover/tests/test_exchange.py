"""Messages between installations: who may be trusted, what is refused, and that the same twice changes nothing.

The other side is played by an organisation of the same database with a connection of its own, so that every line goes
through the address that takes messages; two running installations are in `tests/journeys/test_partner_exchange.py`.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client, override_settings

from houvast.core.handover.desks import DeskKind
from houvast.core.handover.items import Item
from houvast.core.handover.messages import Change
from houvast.core.handover.steps import State
from houvast.handover import actions
from houvast.handover.models import Connection, Desk, Following, Handover, Message, ReceivedMessage
from houvast.handover.signing import KeyPair, make_pair, name_of, sign
from houvast.handover.tests.play import TOLD, accepted, agreed, staff
from houvast.handover.wire import body_of
from houvast.people.clock import now, today
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast

ADDRESS = "/api/v1/handovers/messages"


@dataclass(slots=True)
class Two:
    """A school with a connection to a municipality elsewhere, and that municipality with one to the school."""

    town: Organisation
    desk: Desk
    officer: Person
    listed: Desk
    at_school: Connection
    at_town: Connection


@pytest.fixture
def two(cast: Cast) -> Two:
    town = Organisation.objects.create(name="Gemeente Verderop", kind=Organisation.Kind.MUNICIPALITY)
    desk = actions.make_desk(organisation=town, kind=DeskKind.RMC, name="Doorstroompunt Verderop")
    with override_settings(HOUVAST=_elsewhere("http://127.0.0.1:1")):
        card = actions.card_of(town, at=now())
    at_school = actions.connect_for(cast.organisation, card=card, by=None, at=now())
    with override_settings(HOUVAST=_elsewhere("http://127.0.0.1:2")):
        card = actions.card_of(cast.organisation, at=now())
    at_town = actions.connect_for(town, card=card, by=None, at=now())
    listed = Desk.objects.get(connection=at_school)
    return Two(
        town=town,
        desk=desk,
        officer=staff(desk, "Rosa", "Verderop"),
        listed=listed,
        at_school=at_school,
        at_town=at_town,
    )


def _elsewhere(address: str) -> object:
    from django.conf import settings

    return settings.HOUVAST.model_copy(update={"public_url": address})


def offered(cast: Cast, two: Two) -> tuple[Handover, Message]:
    draft = actions.AskDraft(told=TOLD, until=today() + timedelta(days=90), desk=two.listed)
    handover = agreed(actions.ask(student=cast.student, by=Viewer(cast.coach), draft=draft, at=now()))
    return handover, Message.objects.get(handover_id=handover.pk)


def line(two: Two, message: Message, **changes: object) -> str:
    """The message as the school sends it."""
    key = actions.signing_key(two.at_school.of, at=now())
    reader = two.at_school.keys.get().name
    told: dict[str, object] = {
        "private": key.private, "reader": reader, "number": message.pk, "at": now(), "body": message.body,
    }  # fmt: skip
    return sign(**{**told, **changes})  # type: ignore[arg-type]


def post(body: str) -> tuple[int, dict[str, object]]:
    response = Client().post(ADDRESS, body, content_type="application/jose")
    return response.status_code, response.json()


def test_a_handover_arrives_at_a_desk_of_another_installation(cast: Cast, two: Two) -> None:
    handover, message = offered(cast, two)
    assert not Following.objects.exists(), "nothing arrives before it was sent"
    assert post(line(two, message)) == (200, {"state": "pending"})
    following = Following.objects.get(handover_id=handover.pk)
    assert following.organisation == two.town
    assert following.desk == two.desk
    assert following.content["told"]["why"] == TOLD[Item.WHY]
    assert following.person != cast.student


def test_the_same_message_again_changes_nothing_and_gets_the_same_answer(cast: Cast, two: Two) -> None:
    _, message = offered(cast, two)
    sent = line(two, message)
    first, again, later = post(sent), post(sent), post(line(two, message))
    assert first == again == later
    assert Following.objects.count() == ReceivedMessage.objects.count() == 1


def test_a_message_that_was_changed_on_the_way_is_refused(cast: Cast, two: Two) -> None:
    _, message = offered(cast, two)
    head, body, signature = line(two, message).split(".")
    swapped = body[:-6] + ("AAAAAA" if not body.endswith("AAAAAA") else "BBBBBB")
    for wrong in (
        f"{head}.{swapped}.{signature}",
        f"{head}.{body}.{signature[:-6]}AAAAAA",
        "rommel",
        "",
        f"{head}..{signature}",
    ):
        assert post(wrong)[0] == 401, wrong
    assert not Following.objects.exists()


def test_an_old_message_is_refused(cast: Cast, two: Two) -> None:
    _, message = offered(cast, two)
    assert post(line(two, message, at=now() - timedelta(minutes=11)))[0] == 401
    assert post(line(two, message, at=now() + timedelta(minutes=11)))[0] == 401
    assert not Following.objects.exists()


def test_a_message_for_another_reader_is_refused(cast: Cast, two: Two) -> None:
    _, message = offered(cast, two)
    assert post(line(two, message, reader=make_pair().name))[0] == 401


def test_a_key_nobody_gave_us_is_refused(cast: Cast, two: Two) -> None:
    _, message = offered(cast, two)
    stranger: KeyPair = make_pair()
    assert post(line(two, message, private=stranger.private))[0] == 401


def test_after_revoking_nothing_comes_any_more(cast: Cast, two: Two) -> None:
    _, message = offered(cast, two)
    two.at_town.keys.update(revoked_at=now())
    assert post(line(two, message))[0] == 401
    assert not Following.objects.exists()


def test_another_message_with_a_known_number_is_refused(cast: Cast, two: Two) -> None:
    handover, message = offered(cast, two)
    post(line(two, message))
    other = body_of(Change(handover=handover.pk, state=State.REVOKED, on=today()), desk=None)
    status, said = post(line(two, message, body=other))
    assert status == 409
    assert Following.objects.get().state == State.CONSENTED, said


def test_a_version_that_is_not_known_is_refused(cast: Cast, two: Two) -> None:
    _, message = offered(cast, two)
    for wrong in ({**message.body, "version": 2}, {**message.body, "more": 1}, {}):
        assert post(line(two, message, body=wrong))[0] == 401


def test_a_desk_that_is_gone_is_told_and_the_school_has_hold_again(cast: Cast, two: Two) -> None:
    _, message = offered(cast, two)
    Desk.objects.filter(pk=two.desk.pk).update(closed_on=today() - timedelta(days=1))
    assert post(line(two, message))[0] == 409
    assert not ReceivedMessage.objects.exists()


def test_a_connection_changes_nothing_of_another_connection(cast: Cast, two: Two) -> None:
    handover, message = offered(cast, two)
    post(line(two, message))
    pair = make_pair()
    stranger = Connection.objects.create(of=two.town, name="Elders", address="http://127.0.0.1:3", made_at=now())
    stranger.keys.create(name=pair.name, public=pair.public, added_at=now())
    body = body_of(Change(handover=handover.pk, state=State.REVOKED, on=today()), desk=None)
    status, _ = post(line(two, message, private=pair.private, number=new_id(), body=body))
    assert status == 409
    assert Following.objects.get().state == State.CONSENTED
    assert post(line(two, message, private=pair.private, number=new_id()))[0] == 409


def test_the_answer_of_the_desk_waits_for_the_other_side_in_order(cast: Cast, two: Two) -> None:
    handover, message = offered(cast, two)
    post(line(two, message))
    accepted(handover, two.officer)
    waiting = Message.objects.filter(connection=two.at_town)
    assert [one.body["told"]["state"] for one in waiting] == ["accepted"]
    key = actions.signing_key(two.town, at=now())
    assert key.private is not None
    back = sign(
        private=key.private,
        reader=two.at_town.keys.get().name,
        number=waiting.get().pk,
        at=now(),
        body=waiting.get().body,
    )
    assert post(back) == (200, {"state": "accepted"})
    handover.refresh_from_db()
    assert handover.state == State.ACCEPTED


def test_a_card_holds_no_secret_and_must_be_whole(cast: Cast) -> None:
    card = actions.card_of(cast.organisation, at=now())
    key = actions.signing_key(cast.organisation, at=now())
    assert key.private is not None
    assert '"d"' not in card
    assert name_of(key.public) == key.name
    with pytest.raises(ValueError, match="public key"):
        name_of(key.private)
    for wrong in (card[:-5], "{}", card.replace("houvast-handover-card", "x"), card.replace("http://", "ftp://")):
        with pytest.raises(CannotBeDone):
            actions.connect_for(cast.organisation, card=wrong, by=None, at=now())


def test_only_over_https_or_on_this_machine(cast: Cast) -> None:
    card = actions.card_of(cast.organisation, at=now())
    where = card.split('"address": "')[1].split('"')[0]
    with pytest.raises(CannotBeDone):
        actions.connect_for(cast.organisation, card=card.replace(where, "http://school.example"), by=None, at=now())
    made = actions.connect_for(cast.organisation, card=card.replace(where, "https://school.example"), by=None, at=now())
    assert made.address == "https://school.example"


def test_an_administrator_exchanges_cards_and_ends_a_connection(cast: Cast) -> None:
    administrator = cast.client("administrator")
    here = "/administration/connections/"
    assert administrator.get(here).status_code == 200
    administrator.post(here + "key/")
    other = Organisation.objects.create(name="Gemeente Verderop", kind=Organisation.Kind.MUNICIPALITY)
    actions.make_desk(organisation=other, kind=DeskKind.YOUTH_TEAM, name="Jeugdteam Verderop")
    with override_settings(HOUVAST=_elsewhere("https://verderop.example")):
        card = actions.card_of(other, at=now())
    assert administrator.post(here, {"card": "iets anders"}).status_code == 422
    assert administrator.post(here, {"card": card}).status_code == 302
    assert "Jeugdteam Verderop" in administrator.get(here).content.decode()
    assert (
        "Jeugdteam Verderop" in cast.client("coach").get(f"/students/{cast.student.pk}/handovers/new/").content.decode()
    )
    listed = Desk.objects.get(connection__isnull=False)
    assert str(listed.pk) in cast.client("coach").get(f"/students/{cast.student.pk}/handovers/new/").content.decode()
    made = Connection.objects.get()
    administrator.post(f"{here}{made.pk}/end/")
    made.refresh_from_db()
    assert made.revoked_at is not None
    assert not made.keys.filter(revoked_at__isnull=True).exists()
    page = cast.client("coach").get(f"/students/{cast.student.pk}/handovers/new/").content.decode()
    assert str(listed.pk) not in page


def test_a_new_key_takes_the_place_of_the_old_one(cast: Cast) -> None:
    administrator = cast.client("administrator")
    administrator.post("/administration/connections/key/")
    first = actions.signing_key(cast.organisation, at=now())
    administrator.post("/administration/connections/key/")
    second = actions.signing_key(cast.organisation, at=now())
    assert first.name != second.name
    first.refresh_from_db()
    assert first.revoked_at is not None


def test_an_administrator_opens_and_closes_a_desk(cast: Cast) -> None:
    administrator = cast.client("administrator")
    assert administrator.post("/administration/desks/", {"kind": "intake", "name": "Intake ROC"}).status_code == 302
    desk = Desk.objects.get(name="Intake ROC")
    assert desk.unit is not None
    assert "Intake ROC" in administrator.get("/administration/desks/").content.decode()
    administrator.post(f"/administration/desks/{desk.pk}/close/")
    desk.refresh_from_db()
    assert desk.closed_on == today()


@pytest.mark.parametrize("member", ["coach", "team_leader", "administration", "student", "partner"])
def test_only_an_administrator_sees_desks_and_connections(cast: Cast, member: str) -> None:
    for address in ("/administration/desks/", "/administration/connections/"):
        assert cast.client(member).get(address).status_code == 404
