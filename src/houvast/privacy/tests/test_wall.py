"""The wall between organisations, as the database itself keeps it."""

import pytest
from django.conf import settings
from django.db import connection

from houvast.people.actions.signing_in import provider_of
from houvast.people.models import Person, SignInProvider
from houvast.people.viewer import Viewer
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


@only_postgres
def test_the_plan_reads_the_wall_once_and_keeps_its_index(cast: Cast) -> None:
    """Pinned: the organisations are read once for a statement, not once for every row, and the index still serves."""
    listed = Person.objects.filter(organisation=cast.organisation, is_student=True).order_by("sort_name", "id")[:500]
    with organisation_scope([cast.organisation.pk]), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")  # a handful of rows is cheaper to sort: the plan of many is asked
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (settings.HOUVAST.database_role,)
        sql, values = listed.query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert plan.count("InitPlan") == 1, plan
    assert "person_by_name" in plan, plan
    assert "SubPlan" not in plan, plan
    assert "Sort" not in plan, plan


@only_postgres
def test_how_people_sign_in_lies_before_the_wall_and_says_nothing_of_a_student(cast: Cast) -> None:
    """Read before anybody is known; an action still touches its own organisation only."""
    SignInProvider.objects.create(
        organisation=cast.organisation, name="ROC", issuer="https://id.example", client_id="a", client_secret="b",
        match_claim="uids", is_open=True,
    )  # fmt: skip
    with organisation_scope([]):
        assert SignInProvider.objects.count() == 1
    with organisation_scope([cast.other_organisation.pk]):
        assert provider_of(Viewer(cast.stranger_coach)) is None
