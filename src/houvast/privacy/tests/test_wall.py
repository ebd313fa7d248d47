"""The wall between organisations, as the database itself keeps it."""

import pytest
from django.db import connection

from houvast.people.models import Person
from houvast.privacy.scope import organisation_scope
from houvast.privacy.wall import walled_tables
from tests.houvast_testing.cast import Cast

only_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has the first wall only")


@only_postgres
def test_inside_a_scope_the_database_shows_one_organisation_only(cast: Cast) -> None:
    with organisation_scope([cast.organisation.pk]):
        seen = set(Person.objects.values_list("organisation_id", flat=True))
    assert seen == {cast.organisation.pk}


@only_postgres
def test_without_a_scope_the_application_role_sees_nobody(cast: Cast) -> None:
    with organisation_scope([]):
        assert not Person.objects.exists()


@only_postgres
def test_every_table_with_an_organisation_has_its_policy_forced(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        walled = {row[0] for row in cursor.fetchall()}
    assert set(walled_tables()) <= walled


@only_postgres
def test_the_application_role_owns_nothing(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE rolname = 'houvast_app'"
        )
        assert cursor.fetchone() == (0,)
