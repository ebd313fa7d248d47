"""What a mail says, and that asking twice gives one."""

import pytest

from houvast.outbox.actions import KeyOfAnotherMail, NotALinkHere, ask_job, ask_mail
from houvast.outbox.kinds import ONCE_ONLY, Kind
from houvast.outbox.models import Job, Mail
from houvast.people.clock import now
from houvast.people.models import Person
from tests.houvast_testing.cast import Cast

REPORT = "We spraken over je stage.\nJe komt voortaan op tijd."


def ask(person: Person, kind: Kind = Kind.TASK, key: str = "k", **more: str) -> Mail:
    return ask_mail(recipient=person, kind=kind, key=key, link="/cases/1/", at=now(), **more)  # type: ignore[arg-type]


def test_asking_twice_for_the_same_mail_gives_one(cast: Cast) -> None:
    assert ask(cast.student).pk == ask(cast.student, Kind.REMINDER).pk
    assert Mail.objects.count() == 1


def test_a_key_of_a_mail_to_somebody_else_is_refused(cast: Cast) -> None:
    ask(cast.student)
    with pytest.raises(KeyOfAnotherMail):
        ask(cast.guardian)


def test_the_same_key_at_another_school_is_another_mail(cast: Cast) -> None:
    assert ask(cast.student).pk != ask(cast.stranger_student).pk


def test_asking_twice_for_the_same_job_gives_one(cast: Cast) -> None:
    for _ in range(2):
        ask_job(name="any.thing", key="2026-11-21", organisation_id=cast.organisation.pk, at=now())
    assert Job.objects.count() == 1


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_mail_has_a_link_and_who_to_ask_in_the_language_of_its_reader(cast: Cast, kind: Kind, language: str) -> None:
    cast.student.language = language
    mail = ask(cast.student, kind, helper="Carla Coach")
    assert "http://127.0.0.1:8000/cases/1/" in (mail.body or "")
    assert ("Vragen? Carla Coach" if language == "nl" else "Questions? Carla Coach") in (mail.body or "")
    assert ("Hallo Sam" if language == "nl" else "Hello Sam") in (mail.body or "")
    assert (kind in ONCE_ONLY) == ("één keer" in (mail.body or "") or "works once" in (mail.body or ""))


def test_the_two_languages_of_a_mail_differ_in_every_kind(cast: Cast) -> None:
    texts = {}
    for language in ("nl", "en"):
        cast.student.language = language
        texts[language] = [ask(cast.student, kind, key=f"{language}{kind}").subject for kind in Kind]
    assert not set(texts["nl"]) & set(texts["en"])


@pytest.mark.req("S-014")
@pytest.mark.parametrize("school_mails_it", [True, False])
def test_a_talk_report_is_in_the_mail_only_where_the_school_chose_that(cast: Cast, *, school_mails_it: bool) -> None:
    cast.organisation.mails_talk_report = school_mails_it
    cast.organisation.save(update_fields=["mails_talk_report"])
    mail = ask(cast.student, Kind.TALK_REPORT, report=REPORT)
    assert (REPORT in (mail.body or "")) is school_mails_it
    assert "/cases/1/" in (mail.body or "")


def test_no_other_mail_ever_carries_a_report(cast: Cast) -> None:
    cast.organisation.mails_talk_report = True
    cast.organisation.save(update_fields=["mails_talk_report"])
    for kind in Kind:
        if kind is not Kind.TALK_REPORT:
            assert REPORT not in (ask(cast.student, kind, key=kind, report=REPORT).body or "")


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example/", "cases/1/"])
def test_a_mail_links_to_this_site_only(cast: Cast, link: str) -> None:
    with pytest.raises(NotALinkHere):
        ask_mail(recipient=cast.student, kind=Kind.TASK, key="k", link=link, at=now())


def test_the_text_of_a_mail_lies_sealed_in_the_database(cast: Cast) -> None:
    mail = ask(cast.student)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM outbox_mail")
        stored = cursor.fetchone()[0]
    assert stored != mail.body
    assert "Sam," in (mail.body or "")
    assert "Sam," not in stored
