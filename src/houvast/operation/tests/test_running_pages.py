"""The pages of who keeps Houvast running: what waits and failed, tried again by hand; whole logs; no content."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from houvast.cases.models import CaseEvent
from houvast.operation.actions.chains import JOB
from houvast.operation.models import ChainCheck
from houvast.operation.queries.queues import JOB_NAMES, masked
from houvast.outbox.actions import ask_job, ask_mail
from houvast.outbox.kinds import Kind
from houvast.outbox.models import Job, Mail
from houvast.outbox.queue import MAY_HAVE_LEFT
from houvast.outbox.registry import REGISTRY
from houvast.outbox.worker import Worker
from houvast.people.clock import now
from houvast.privacy.scope import organisation_scope
from tests.houvast_testing.cast import Cast

QUEUES = ("/administration/tasks/", "/administration/outbox/")


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return cast.client("administrator")


def failed_job(cast: Cast) -> Job:
    job = ask_job(name="cases.remind", key="x", organisation_id=cast.student.organisation_id, at=now())
    Job.objects.filter(pk=job.pk).update(status=Job.Status.FAILED, attempts=9, trouble="OSError in cases.remind.")
    return job


def mail_to(cast: Cast, **changes: Any) -> Mail:
    mail = ask_mail(recipient=cast.coach, kind=Kind.TASK, key=f"x/{cast.coach.pk}", link="/secret-place/", at=now())
    Mail.objects.filter(pk=mail.pk).update(**changes)
    return mail


def test_a_task_that_was_given_up_is_tried_again_by_one_press(cast: Cast, administrator: Client) -> None:
    job = failed_job(cast)
    page = administrator.get("/administration/tasks/?which=failed").content.decode()
    assert "OSError in cases.remind." in page
    sent = {"do": "again", "work": str(job.pk)}
    assert administrator.post("/administration/tasks/?which=failed", sent).status_code == 302
    job.refresh_from_db()
    assert (job.status, job.attempts) == (Job.Status.WAITING, 0)


def test_what_waits_can_be_given_up_and_what_was_done_cannot(cast: Cast, administrator: Client) -> None:
    mail = mail_to(cast)
    sent = {"do": "give-up", "work": str(mail.pk)}
    assert administrator.post("/administration/outbox/", sent).status_code == 302
    mail.refresh_from_db()
    assert mail.status == Mail.Status.FAILED
    mail_to(cast, status=Mail.Status.DONE)
    assert administrator.post("/administration/outbox/", sent).status_code == 409


def test_everything_is_tried_again_at_once(cast: Cast, administrator: Client) -> None:
    failed_job(cast)
    mail_to(cast, status=Mail.Status.FAILED)
    administrator.post("/administration/tasks/", {"do": "all-again"})
    assert not Job.objects.filter(status=Job.Status.FAILED).exists()
    assert not Mail.objects.filter(status=Mail.Status.FAILED).exists()


def test_a_mail_that_may_have_left_says_so_and_is_sent_by_a_press_on_itself_only(
    cast: Cast, administrator: Client
) -> None:
    mail = mail_to(cast, status=Mail.Status.FAILED, trouble=MAY_HAVE_LEFT)
    page = administrator.get("/administration/outbox/?which=failed").content.decode()
    assert "Probeer het alleen opnieuw als het niet is aangekomen." in page
    administrator.post("/administration/tasks/", {"do": "all-again"})
    mail.refresh_from_db()
    assert mail.status == Mail.Status.FAILED
    administrator.post("/administration/outbox/", {"do": "again", "work": str(mail.pk)})
    mail.refresh_from_db()
    assert mail.status == Mail.Status.WAITING


def test_the_outbox_shows_no_content_no_name_and_no_whole_address(cast: Cast, administrator: Client) -> None:
    mail = mail_to(cast, trouble="The server refused this mail.")
    page = administrator.get("/administration/outbox/").content.decode()
    assert "The server refused this mail." in page
    assert masked(cast.coach.email) in page
    for hidden in (cast.coach.email, cast.coach.family_name, mail.subject, "secret-place"):
        assert hidden not in page


@pytest.mark.parametrize("page", QUEUES)
def test_work_of_another_school_is_not_there(cast: Cast, administrator: Client, page: str) -> None:
    other = cast.stranger_student.organisation_id
    with organisation_scope([other]):
        job = ask_job(name="cases.remind", key="y", organisation_id=other, at=now())
        Job.objects.filter(pk=job.pk).update(status=Job.Status.FAILED)
    assert str(job.pk) not in administrator.get(f"{page}?which=failed").content.decode()
    assert administrator.post(page, {"do": "again", "work": str(job.pk)}).status_code == 409
    assert Job.objects.get(pk=job.pk).status == Job.Status.FAILED


def test_a_mask_keeps_what_the_owner_recognises() -> None:
    assert masked("sam.de.wit@school.nl") == "s…@…l.nl"
    assert masked("") == "—"


def test_every_task_has_words() -> None:
    assert set(REGISTRY.entries) - set(JOB_NAMES) == set()


def test_all_logs_are_verified_in_the_background_and_the_page_says_what_was_found(
    cast: Cast, administrator: Client
) -> None:
    from houvast.cases.tests.play import Play

    play = Play(cast=cast)
    play.talks()
    play.begin()
    page = "/administration/integrity/"
    assert administrator.post(page).status_code == 302
    assert administrator.post(page).status_code == 409, "one at a time"
    Worker(server=None).run_until_idle()
    assert (
        "was heel" in administrator.get(page).content.decode()
        or "waren heel" in administrator.get(page).content.decode()
    )
    check = ChainCheck.objects.get()
    assert (check.cases, check.troubles) == (1, 0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_caseevent SET act = 'other' WHERE number = 1")
    assert CaseEvent.objects.filter(act="other").exists()
    administrator.post(page)
    Worker(server=None).run_until_idle()
    latest = ChainCheck.objects.order_by("-asked_at")[0]
    assert latest.troubles > 0
    assert play.case
    assert str(play.case.pk) in administrator.get(page).content.decode()
    assert Job.objects.filter(name=JOB, status=Job.Status.DONE).count() == 2


def test_data_that_contradict_themselves_are_counted_with_a_way_to_solve_them(
    cast: Cast, administrator: Client
) -> None:
    from houvast.people.models import RoleAssignment

    first = RoleAssignment.objects.filter(person=cast.coach).first() or RoleAssignment.objects.first()
    assert first
    RoleAssignment.objects.create(
        organisation=first.organisation, person=first.person, role=first.role, unit=first.unit,
        starts_on=first.starts_on - timedelta(days=1),
    )  # fmt: skip
    text = administrator.get("/administration/integrity/").content.decode()
    assert "Twee rollen die hetzelfde zijn" in text
    assert "Beëindig er een." in text
