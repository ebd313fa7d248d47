"""The log of reads: one row a request, written before the answer; without it no page."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from houvast.people.clock import now
from houvast.people.models import AdministrativeAct, PersonalRelation
from houvast.privacy.models import ReadLog
from houvast.privacy.scope import organisation_scope
from houvast.privacy.wall import APPEND_EXCEPT, APPEND_ONLY
from tests.houvast_testing.cast import Cast, relate

only_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has the first wall only")


def a_page_about(cast: Cast) -> str:
    return reverse("administration-student", kwargs={"student_id": cast.student.pk})


def test_a_request_that_shows_a_student_leaves_one_row(cast: Cast) -> None:
    response = cast.client("administration").get(a_page_about(cast))
    assert response.status_code == 200
    (row,) = ReadLog.objects.all()
    assert (row.reader, row.students) == (cast.administration, [cast.student.pk.hex])
    assert (row.page, row.purpose) == ("administration-student", "administration")
    assert row.request_id == response.headers["X-Request-ID"]
    assert row.organisation == cast.organisation


def test_a_list_leaves_one_row_with_everybody_on_it(cast: Cast) -> None:
    assert cast.client("administration").get(reverse("administration-students")).status_code == 200
    (row,) = ReadLog.objects.all()
    assert set(row.students) == {cast.student.pk.hex, cast.other_student.pk.hex}


def test_a_page_about_nobody_and_a_refusal_leave_none(cast: Cast) -> None:
    assert cast.client("administrator").get(reverse("administration-units")).status_code == 200
    assert cast.client("stranger_coach").get(a_page_about(cast)).status_code == 404
    assert not ReadLog.objects.exists()


def test_what_a_partner_reads_is_logged_with_the_controller_of_the_student(cast: Cast) -> None:
    relate(cast.partner, cast.student, PersonalRelation.Kind.PARTNER)
    response = cast.client("partner").get(reverse("student", kwargs={"student_id": cast.student.pk}))
    assert response.status_code == 200
    assert {row.organisation for row in ReadLog.objects.all()} == {cast.organisation}


@contextmanager
def the_log_refusing() -> Iterator[None]:
    """Really: a trigger on SQLite, a right taken away on PostgreSQL."""
    if connection.vendor == "sqlite":
        make = "CREATE TRIGGER refuse BEFORE INSERT ON privacy_readlog BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        mend = "DROP TRIGGER refuse"
    else:
        make = "REVOKE INSERT ON privacy_readlog FROM houvast_app"
        mend = "GRANT INSERT ON privacy_readlog TO houvast_app"
    with connection.cursor() as cursor:
        cursor.execute(make)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(mend)


@pytest.mark.django_db(transaction=True)
def test_a_page_that_cannot_be_logged_is_refused(cast: Cast) -> None:
    browser = cast.client("administration")
    with the_log_refusing():
        refused = browser.get(a_page_about(cast))
        nobody = browser.get(reverse("my-access"))
    assert refused.status_code == 503
    assert cast.student.family_name not in refused.content.decode()
    assert nobody.status_code == 200, "a page that shows no student needs no row"
    assert browser.get(a_page_about(cast)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_change_on_a_page_that_cannot_be_logged_is_undone(cast: Cast) -> None:
    address = reverse("administration-identity", kwargs={"student_id": cast.student.pk})
    typed = {"given_name": "Anders", "family_name": "de Wit", "birth_date": "2009-05-05", "seen": 1}
    with the_log_refusing():
        assert cast.client("administration").post(address, typed).status_code == 503
    cast.student.refresh_from_db()
    assert cast.student.given_name == "Sam"


@only_postgres
@pytest.mark.parametrize("table", sorted(APPEND_ONLY | APPEND_EXCEPT.keys()))
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET organisation_id = organisation_id"])
def test_the_application_may_not_change_what_happened(cast: Cast, table: str, statement: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), organisation_scope([cast.organisation.pk]):
        connection.cursor().execute(statement.format(table))


@only_postgres
def test_that_a_read_was_listed_may_be_noted(cast: Cast) -> None:
    cast.client("administration").get(a_page_about(cast))
    with organisation_scope([cast.organisation.pk]):
        assert ReadLog.objects.update(listed=True) == 1


@only_postgres
def test_a_failing_page_stays_a_failing_page(cast: Cast) -> None:
    """A page that answers 500 is rolled back without hiding that behind another error."""
    with transaction.atomic():
        with organisation_scope([cast.organisation.pk]):
            AdministrativeAct.objects.create(
                organisation=cast.organisation, at=now(), by=cast.administrator, act=AdministrativeAct.Act.UNIT
            )
            transaction.set_rollback(True)
        assert not AdministrativeAct.objects.exists()
