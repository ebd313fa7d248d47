"""The import page: for administrators and student administration; look first, then load."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from houvast.exchange.models import ImportRun, PendingImport
from houvast.exchange.queries import KEPT
from houvast.exchange.reading import limits
from houvast.people import clock
from houvast.people.models import Person, RoleAssignment
from houvast.people.submissions import new_key
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db
STRANGERS = (
    "coach", "colleague", "team_leader", "director", "support_advisor", "student", "guardian", "trusted_person",
    "partner", "stranger_coach", "stranger_student",
)  # fmt: skip
GOOD = "studentnummer;voornaam;achternaam;bsn;klas\n200001;Nieuw;Gezicht;111222333;2A\n"
MIXED = f"{GOOD}200002;Nog;Een;;=1+1\n"


def upload(client: Client, content: str | bytes, kind: str = "students", key: str = "") -> object:
    file = SimpleUploadedFile("klas 2A.csv", content.encode() if isinstance(content, str) else content)
    return client.post("/import/", {"kind": kind, "file": file, "submission": key or new_key()})


@pytest.mark.parametrize("member", ["administration", "administrator"])
def test_a_file_is_looked_at_first_and_loaded_after_a_yes(cast: Cast, member: str) -> None:
    client = cast.client(member)
    assert client.get("/import/").status_code == 200
    answer = upload(client, GOOD)
    assert answer.status_code == 302  # type: ignore[attr-defined]
    pending = PendingImport.objects.get()
    page = client.get(answer.url)  # type: ignore[attr-defined]
    text = page.content.decode()
    assert "klas 2A.csv" in text
    assert not Person.objects.filter(number="200001").exists()
    done = client.post(f"/import/{pending.pk}/load/", {"submission": new_key()}, follow=True)
    assert done.status_code == 200
    assert Person.objects.get(number="200001").organisation_id == cast.organisation.pk
    assert not PendingImport.objects.exists()
    run = ImportRun.objects.get()
    assert (run.added, run.by_id) == (1, getattr(cast, member).pk)
    assert "klas 2A" not in client.get("/import/").content.decode()


@pytest.mark.parametrize("member", STRANGERS)
def test_nobody_else_finds_it(cast: Cast, member: str) -> None:
    pending = uploaded(cast)
    client = cast.client(member)
    assert client.get("/import/").status_code == 404
    assert upload(client, GOOD).status_code == 404  # type: ignore[attr-defined]
    assert client.get("/import/template/").status_code == 404
    assert client.get(f"/import/{pending.pk}/").status_code == 404
    for what in ("load", "discard"):
        assert client.post(f"/import/{pending.pk}/{what}/").status_code == 404
    assert PendingImport.objects.count() == 1
    assert Client().get("/import/").status_code == 302


def uploaded(cast: Cast, content: str = GOOD) -> PendingImport:
    upload(cast.client("administration"), content)
    return PendingImport.objects.get()


def test_a_file_belongs_to_who_chose_it(cast: Cast) -> None:
    pending = uploaded(cast)
    assert cast.client("administrator").get(f"/import/{pending.pk}/").status_code == 404


def test_student_administration_of_one_team_may_not_load_anybody(cast: Cast) -> None:
    RoleAssignment.objects.filter(person=cast.administration).update(unit=cast.team)
    assert cast.client("administration").get("/import/").status_code == 404


def test_every_wrong_row_is_shown_and_the_right_ones_can_be_loaded(cast: Cast) -> None:
    pending = uploaded(cast, MIXED)
    client = cast.client("administration")
    text = client.get(f"/import/{pending.pk}/").content.decode()
    assert "=1+1" in text
    assert "111222333" not in text
    client.post(f"/import/{pending.pk}/load/", {"skip": "yes", "submission": new_key()})
    assert Person.objects.filter(number__startswith="20000").count() == 1


def test_without_skipping_wrong_rows_nothing_is_loaded_and_the_file_stays(cast: Cast) -> None:
    pending = uploaded(cast, MIXED)
    client = cast.client("administration")
    answer = client.post(f"/import/{pending.pk}/load/", {"submission": new_key()})
    assert answer.status_code == 409
    assert not Person.objects.filter(number="200001").exists()
    assert PendingImport.objects.exists()


def test_a_file_can_be_thrown_away(cast: Cast) -> None:
    pending = uploaded(cast)
    client = cast.client("administration")
    assert client.get(f"/import/{pending.pk}/discard/").status_code == 405
    assert client.get(f"/import/{pending.pk}/load/").status_code == 405
    assert client.post(f"/import/{pending.pk}/discard/").status_code == 302
    assert not PendingImport.objects.exists()


@pytest.mark.parametrize("content", ["", "naam;leeftijd\nSam;17\n", "studentnummer;naam\n", "<xml/>", "[" * 1000])
def test_what_is_not_understood_stays_on_the_page_with_the_reason(cast: Cast, content: str) -> None:
    answer = upload(cast.client("administration"), content)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert not PendingImport.objects.exists()


def test_a_file_that_is_too_large_for_a_page_goes_to_the_command_line(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("houvast.exchange.forms.UPLOAD_BYTES", 20)
    answer = upload(cast.client("administration"), GOOD)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert b"houvast import" in answer.content  # type: ignore[attr-defined]
    assert limits.UPLOAD_BYTES == 10_485_760


def test_the_same_form_twice_keeps_one_file_and_loads_once(cast: Cast) -> None:
    client, key = cast.client("administration"), new_key()
    first, second = upload(client, GOOD, key=key), upload(client, GOOD, key=key)
    assert first.url == second.url  # type: ignore[attr-defined]
    pending = PendingImport.objects.get()
    yes = new_key()
    answers = [client.post(f"/import/{pending.pk}/load/", {"submission": yes}) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert ImportRun.objects.count() == 1


def test_the_file_lies_sealed_and_no_longer_than_a_day(cast: Cast) -> None:
    pending = uploaded(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, rehearsal FROM exchange_pendingimport")
        assert "Gezicht" not in "".join(cursor.fetchone())
    PendingImport.objects.update(made_at=clock.now() - KEPT - timedelta(minutes=1))
    client = cast.client("administration")
    assert client.get(f"/import/{pending.pk}/").status_code == 404
    upload(client, GOOD)
    assert PendingImport.objects.count() == 1
    assert not PendingImport.objects.filter(pk=pending.pk).exists()


def test_everything_goes_into_the_own_institution_and_the_page_says_so(cast: Cast) -> None:
    upload(cast.client("administration"), "studentnummer;naam;instelling\n300001;An Bos;26XX\n")
    pending = PendingImport.objects.get()
    client = cast.client("administration")
    assert "26XX" in client.get(f"/import/{pending.pk}/").content.decode()
    client.post(f"/import/{pending.pk}/load/", {"submission": new_key()})
    assert Person.objects.get(number="300001").organisation_id == cast.organisation.pk


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_speak_both_languages(cast: Cast, language: str) -> None:
    client = cast.client("administration")
    client.cookies["django_language"] = language
    words = {"nl": ("Bestand laden", "Regel"), "en": ("Load a file", "Line")}[language]
    assert words[0] in client.get("/import/").content.decode()
    pending = uploaded(cast, MIXED)
    assert words[1] in client.get(f"/import/{pending.pk}/").content.decode()


def test_templates_come_as_csv_and_excel(cast: Cast) -> None:
    client = cast.client("administrator")
    assert client.get("/import/template/").content.decode("utf-8-sig").startswith("studentnummer;")
    assert client.get("/import/template/?kind=staff&as=xlsx").content.startswith(b"PK")
    assert client.get("/import/template/?kind=aliens").status_code == 404


def test_no_upload_stays_behind_on_disk(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    uploaded(cast)
    assert list(tmp_path.iterdir()) == []
