"""Row-level security between organisations: found from the models, so that a new table cannot be forgotten."""

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from houvast.privacy.scope import SETTING

BEFORE_THE_WALL = frozenset(
    {"people_account", "people_accountreach", "api_token", "people_signinprovider", "people_signinrules"}
)
"""Read before it is known to which organisation a request belongs; they hold no facts about a student."""
APPEND_ONLY = frozenset(
    {
        "alerts_alertstep",
        "alerts_rulesetting",
        "appointments_helpstep",
        "appointments_talkchange",
        "cases_caseevent",
        "directory_servicecheck",
        "guidance_talkcorrection",
        "handover_followingentry",
        "handover_handoverstep",
        "people_administrativeact",
        "plan_adjustmentevaluation",
        "plan_planchange",
        "plan_plansignature",
        "plan_planversion",
        "privacy_erasureproof",
        "privacy_readlogstudent",
        "workplace_reviewsignature",
    }
)
"""The application role may add rows and read them; changing what happened is not among its rights."""
APPEND_EXCEPT = {"privacy_readlog": "listed"}
"""Append-only tables of which the application role may change one column: that a row was listed, not what it says."""


def walled_tables() -> tuple[str, ...]:
    """Every table with an `organisation`, by name; without those that lie before the wall."""
    found = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if any(isinstance(field, models.ForeignKey) and field.name == "organisation" for field in model._meta.fields)
    }
    return tuple(sorted(found - BEFORE_THE_WALL))


def build_wall() -> None:
    """Give the application role its rights and renew every policy. PostgreSQL only; safe to run again."""
    if connection.vendor != "postgresql":
        return
    role = settings.HOUVAST.database_role
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {quoted} NOLOGIN NOSUPERUSER NOBYPASSRLS")
        cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER'), current_user = %s", [role, role])
        member, same = cursor.fetchone()
        if not member and not same:
            cursor.execute(f"GRANT {quoted} TO CURRENT_USER")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {quoted}")
        present = set(connection.introspection.table_names(cursor))
        for table in sorted((APPEND_ONLY | APPEND_EXCEPT.keys()) & present):
            name = connection.ops.quote_name(table)
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {name} FROM {quoted}")
            if table in APPEND_EXCEPT:
                column = connection.ops.quote_name(APPEND_EXCEPT[table])
                cursor.execute(f"GRANT UPDATE ({column}) ON {name} TO {quoted}")
        for table in walled_tables():
            name = connection.ops.quote_name(table)
            # within a subquery it is read once a statement; without, once for every row that is looked at
            ours = f"(SELECT string_to_array(current_setting('{SETTING}', true), ',')::uuid[])"
            condition = f"organisation_id = ANY ({ours}::uuid[])"
            cursor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS own_organisation ON {name}")
            cursor.execute(f"CREATE POLICY own_organisation ON {name} USING ({condition}) WITH CHECK ({condition})")
