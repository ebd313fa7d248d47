"""A kept letter: on the screen, as a file, and for whom it is."""

import hashlib
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from houvast.documents.actions import store_file, store_letter
from houvast.documents.blocks import paragraphs
from houvast.documents.models import Document
from houvast.documents.queries import ContentChanged, file_of, letters_of
from houvast.documents.tests.samples import ATTACKS, letter
from houvast.people.clock import now
from houvast.people.viewer import Viewer
from houvast.privacy.models import ReadLog
from tests.houvast_testing.cast import Cast

MAY = ["student", "guardian", "coach", "team_leader", "director", "support_advisor", "administration"]
MAY_NOT = [
    "colleague",
    "trusted_person",
    "administrator",
    "partner",
    "other_student",
    "stranger_coach",
    "stranger_student",
]


def kept(cast: Cast, key: str = "k", **changes: Any) -> Document:
    return store_letter(
        student=cast.student,
        kind="warning",
        key=key,
        letter=letter(**changes),
        language="nl",
        addressee=cast.student,
        by=Viewer(cast.coach),
        at=now(),
    )


def page(document: Document) -> str:
    return reverse("documents:letter", args=[document.pk])


def file(document: Document) -> str:
    return reverse("documents:file", args=[document.pk])


@pytest.mark.parametrize("member", MAY)
def test_it_shows_for_whom_it_is_and_the_read_is_logged(cast: Cast, member: str) -> None:
    document = kept(cast)
    client = cast.client(member)
    shown = client.get(page(document))
    assert shown.status_code == 200
    for part in (
        "Start van je verbetertraject",
        "Ik ben er om 9 uur.",
        "laatste dag hiervoor is zaterdag 5 december",
    ):
        assert part in shown.content.decode()
    assert client.get(file(document)).status_code == 200
    assert ReadLog.objects.filter(reader=getattr(cast, member)).count() == 2


@pytest.mark.parametrize("member", MAY_NOT)
def test_for_others_it_is_not_there(cast: Cast, member: str) -> None:
    document = kept(cast)
    for address in (page(document), file(document)):
        assert cast.client(member).get(address).status_code == 404


def test_who_is_not_signed_in_is_asked_to(cast: Cast) -> None:
    assert Client().get(page(kept(cast))).status_code == 302


def test_the_pages_only_read(cast: Cast) -> None:
    document = kept(cast)
    for address in (page(document), file(document)):
        assert cast.client("coach").post(address).status_code == 405


def test_the_file_is_the_one_that_was_made_with_a_name_every_system_can_keep(cast: Cast) -> None:
    document = kept(cast, subject='Brief "één" / ../x\r\nSet-Cookie: a')
    answer = cast.client("student").get(file(document))
    assert hashlib.sha256(answer.content).hexdigest() == document.sha256
    assert answer["Content-Disposition"] == 'attachment; filename="2026-11-21-brief-een-x-set-cookie-a.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]


def test_keeping_a_letter_twice_gives_the_first(cast: Cast) -> None:
    assert kept(cast).pk == kept(cast, subject="Anders").pk
    assert Document.objects.get().title == "Start van je verbetertraject"


def test_the_same_key_for_another_student_is_another_letter(cast: Cast) -> None:
    first = kept(cast)
    second = store_letter(
        student=cast.other_student, kind="warning", key="k", letter=letter(), language="nl", addressee=None,
        by=None, at=now(),
    )  # fmt: skip
    assert first.pk != second.pk


def test_a_dossier_is_for_who_may_take_a_case_along_only(cast: Cast) -> None:
    document = store_file(
        student=cast.student, form=Document.Form.DOSSIER, kind="proof-of-care", key="d", title="Bewijs van zorg",
        language="nl", content=b"%PDF-1.7", by=None, at=now(),
    )  # fmt: skip
    assert cast.client("student").get(page(document)).status_code == 302
    assert cast.client("student").get(file(document)).content == b"%PDF-1.7"
    assert cast.client("guardian").get(file(document)).status_code == 404


def test_the_content_lies_sealed_in_the_database(cast: Cast) -> None:
    kept(cast)
    with connection.cursor() as cursor:
        cursor.execute('SELECT content, "values" FROM documents_document')
        content, values = cursor.fetchone()
    assert "JVBER" not in content[:20]
    assert "Sam de Wit" not in values


def test_a_file_that_was_changed_is_not_given(cast: Cast) -> None:
    document = kept(cast)
    document.content = "JVBERi0="
    with pytest.raises(ContentChanged):
        file_of(document)


@pytest.mark.parametrize("attack", [*ATTACKS, "<script>alert(1)</script>", "{% debug %}"])
def test_on_the_page_values_are_text_too(cast: Cast, attack: str) -> None:
    document = kept(cast, subject=attack, name=attack, blocks=paragraphs(attack))
    shown = cast.client("student").get(page(document)).content.decode()
    assert "<script>alert" not in shown
    assert "<b>vet</b>" not in shown


def test_the_letters_of_a_student_are_listed_newest_first_in_one_query(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        kept(cast, key=str(number))
    viewer = Viewer(cast.student)
    with django_assert_max_num_queries(4):
        rows = letters_of(cast.student, viewer)
    assert [row.url for row in rows] == [page(one) for one in Document.objects.order_by("-dated_on", "-id")]
    assert letters_of(cast.student, Viewer(cast.colleague)) == ()
