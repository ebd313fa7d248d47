"""A question from somebody without an account, its answer, and the answer that others find in the library."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from houvast.helpdesk.links import token_of
from houvast.helpdesk.models import Conversation, Entry, Knock, Message
from houvast.helpdesk.tests.scene import QUESTION, Scene
from houvast.outbox.models import Mail
from houvast.people.clock import now, today
from houvast.people.submissions import new_key

pytestmark = pytest.mark.django_db


def answer(scene: Scene, conversation: Conversation, text: str, **more: str) -> None:
    conversation.refresh_from_db()
    response = scene.client(scene.helper).post(
        f"/helpdesk/inbox/{conversation.pk}/",
        {"text": text, "revision": conversation.revision, "submission": new_key(), **more},
    )
    assert response.status_code == 302, response.content.decode()


@pytest.mark.req("S-462", "S-463")
def test_somebody_without_account_asks_gets_an_answer_and_others_find_it(scene: Scene) -> None:
    visitor = Client()
    sent = visitor.post("/helpdesk/", {**QUESTION, "submission": new_key()})
    own_page = sent.headers["Location"].partition("?")[0]
    assert "Je vraag ligt bij de helpdesk" in visitor.get(sent.headers["Location"]).content.decode()
    conversation = Conversation.objects.get()
    helper = scene.client(scene.helper)
    assert str(conversation.pk) in helper.get("/helpdesk/inbox/").content.decode()
    answer(scene, conversation, "Nee. De school waarschuwt eerst op papier (WEB art. 8.1.7a).")
    assert "De school waarschuwt eerst" in visitor.get(own_page).content.decode()
    mails = list(Mail.objects.order_by("created_at"))
    assert [mail.kind for mail in mails] == ["question", "answer"]
    assert all(own_page in (mail.body or "") and "advies" not in (mail.body or "") for mail in mails)

    begin = helper.get(f"/helpdesk/inbox/{conversation.pk}/to-library/").content.decode()
    for known in ("Smit", "06-12345678", "sam.smit", "ROC Demo"):
        assert known not in begin
    helper.post(
        f"/helpdesk/inbox/{conversation.pk}/to-library/",
        {
            "theme": "study_advice",
            "question_nl": "Mag een negatief advies zonder waarschuwing?",
            "answer_nl": "Nee. De school waarschuwt eerst op papier.",
            "source": "WEB art. 8.1.7a",
            "submission": new_key(),
        },
    )
    entry = Entry.objects.get()
    assert "zonder waarschuwing" not in Client().get("/helpdesk/answers/").content.decode()
    unread = helper.post(f"/helpdesk/library/{entry.pk}/", {"do": "check", "revision": 1, "submission": new_key()})
    assert unread.status_code == 422
    helper.post(f"/helpdesk/library/{entry.pk}/", {"do": "check", "read": "on", "revision": 1, "submission": new_key()})
    public = Client().get("/helpdesk/answers/").content.decode()
    assert "zonder waarschuwing" in public
    assert "WEB art. 8.1.7a" in public


def test_the_database_holds_neither_the_question_nor_the_link(scene: Scene) -> None:
    conversation = scene.asked()
    token = token_of(conversation)
    with connection.cursor() as cursor:
        found = []
        for statement in ("SELECT * FROM helpdesk_conversation", "SELECT * FROM helpdesk_message"):
            cursor.execute(statement)
            found.append(str(cursor.fetchall()))
    assert "negatief" not in "".join(found)
    assert token not in "".join(found)
    assert Client().get(f"/helpdesk/question/{token}/").status_code == 200
    assert Client().get(f"/helpdesk/question/{token[:-1]}0/").status_code in {200, 404}
    assert Client().get("/helpdesk/question/0123456789abcdef/").status_code == 404


@pytest.mark.req("S-462", "S-650")
def test_no_role_of_the_school_reads_what_was_asked(scene: Scene) -> None:
    conversation = scene.asked()
    for member in (
        *("coach", "team_leader", "director", "support_advisor", "administration", "administrator"),
        *("partner", "guardian", "student", "stranger_coach"),
    ):
        client = scene.cast.client(member)
        for path in (
            "/helpdesk/inbox/", f"/helpdesk/inbox/{conversation.pk}/", "/helpdesk/figures/", "/helpdesk/library/",
            f"/helpdesk/inbox/{conversation.pk}/to-library/",
        ):  # fmt: skip
            assert client.get(path).status_code == 404, (member, path)
        for what in ("note", "sort", "along", "close", "link"):
            assert client.post(f"/helpdesk/inbox/{conversation.pk}/{what}/").status_code == 404, (member, what)


def test_a_signed_in_student_finds_the_own_question_back_and_nobody_else_does(scene: Scene) -> None:
    student = scene.cast.client("student")
    student.post("/helpdesk/", {**QUESTION, "submission": new_key()})
    mine = student.get("/helpdesk/mine/").content.decode()
    assert re.search(r"/helpdesk/question/[0-9a-f]{64}/", mine)
    assert "/helpdesk/question/" not in scene.cast.client("coach").get("/helpdesk/mine/").content.decode()
    asker = Conversation.objects.get().asker
    assert asker is not None
    assert asker.organisation_id == scene.desk.of_id


def test_a_note_for_colleagues_is_not_shown_to_the_asker(scene: Scene) -> None:
    conversation = scene.asked()
    helper = scene.client(scene.helper)
    helper.post(f"/helpdesk/inbox/{conversation.pk}/note/", {"note-text": "Eerder gebeld.", "submission": new_key()})
    assert "Eerder gebeld" in helper.get(f"/helpdesk/inbox/{conversation.pk}/").content.decode()
    assert "Eerder gebeld" not in Client().get(f"/helpdesk/question/{token_of(conversation)}/").content.decode()


def test_an_asker_says_more_and_the_question_waits_again(scene: Scene) -> None:
    conversation = scene.asked()
    answer(scene, conversation, "Zo zit het.", closes="on")
    Client().post(f"/helpdesk/question/{token_of(conversation)}/", {"text": "En als ik zestien ben?"})
    conversation.refresh_from_db()
    assert (conversation.status, conversation.closed_at) == ("new", None)


def test_a_question_that_is_sent_twice_is_one(scene: Scene) -> None:
    key = new_key()
    first = Client().post("/helpdesk/", {**QUESTION, "submission": key})
    again = Client().post("/helpdesk/", {**QUESTION, "submission": key})
    assert first.headers["Location"] == again.headers["Location"]
    assert Conversation.objects.count() == 1


def test_many_questions_from_one_place_have_to_wait_and_what_was_typed_stays(scene: Scene) -> None:
    for _ in range(5):
        scene.asked()
    sixth = Client().post("/helpdesk/", {**QUESTION, "submission": new_key()})
    assert sixth.status_code == 429
    assert "negatief advies" in sixth.content.decode()
    assert Conversation.objects.count() == 5
    Knock.objects.update(at=now() - timedelta(hours=2))
    scene.asked()


def test_an_old_link_opens_nothing_after_a_new_one_was_made(scene: Scene) -> None:
    conversation = scene.asked()
    old = token_of(conversation)
    scene.client(scene.helper).post(
        f"/helpdesk/inbox/{conversation.pk}/link/", {"revision": conversation.revision, "submission": new_key()}
    )
    assert Client().get(f"/helpdesk/question/{old}/").status_code == 404
    conversation.refresh_from_db()
    assert Client().get(f"/helpdesk/question/{token_of(conversation)}/").status_code == 200


def test_the_second_of_two_helpers_hears_that_somebody_was_first(scene: Scene) -> None:
    conversation = scene.asked()
    answer(scene, conversation, "Eerst.")
    late = scene.client(scene.colleague).post(
        f"/helpdesk/inbox/{conversation.pk}/",
        {"text": "Ook een antwoord.", "revision": 1, "submission": new_key()},
    )
    assert late.status_code == 409
    assert "Ook een antwoord." in late.content.decode()
    assert Message.objects.filter(by="helpdesk").count() == 1


@pytest.mark.req("S-462")
def test_the_helpdesk_writes_down_what_was_asked_on_the_phone(scene: Scene) -> None:
    made = scene.client(scene.helper).post(
        "/helpdesk/inbox/new/",
        {
            "channel": "phone", "subject": "Studiefinanciering na stoppen", "text": "Moet ik terugbetalen?",
            "asker_kind": "parent", "theme": "finance", "sector": "mbo", "submission": new_key(),
        },
    )  # fmt: skip
    assert made.status_code == 302
    conversation = Conversation.objects.get()
    assert (conversation.channel, conversation.asker_kind, conversation.asker) == ("phone", "parent", None)


@pytest.mark.req("S-650")
def test_walking_along_in_an_appeal_keeps_watch_on_its_last_day(scene: Scene) -> None:
    conversation = scene.asked()
    helper = scene.client(scene.helper)
    without_a_day = helper.post(
        f"/helpdesk/inbox/{conversation.pk}/along/",
        {"along-kind": "appeal", "along-matter": "study_advice", "submission": new_key()},
    )
    assert without_a_day.status_code == 422
    notified = today() - timedelta(days=10)
    helper.post(
        f"/helpdesk/inbox/{conversation.pk}/along/",
        {
            "along-kind": "appeal", "along-matter": "study_advice", "along-notified_on": notified.isoformat(),
            "submission": new_key(),
        },
    )  # fmt: skip
    conversation.refresh_from_db()
    along = conversation.accompaniment
    assert along.last_day is not None
    assert along.last_day >= notified + timedelta(days=14)
    assert "Loopt mee in een beroep" in helper.get("/helpdesk/inbox/").content.decode()
    helper.post(
        f"/helpdesk/inbox/{conversation.pk}/end/",
        {"end-outcome": "Gelijk gekregen.", "end-revision": along.revision, "submission": new_key()},
    )
    along.refresh_from_db()
    assert along.ended_on is not None


def test_nothing_is_asked_where_there_is_no_helpdesk(db: None) -> None:
    assert Client().get("/helpdesk/").status_code == 200
    assert Client().get("/helpdesk/answers/").status_code == 404
