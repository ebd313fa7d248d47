"""Roles that open what was told in confidence count once a second person confirmed them; what is there is taken over."""

import django.db.models.manager
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F

from houvast.people.clock import now

GUARDED = (
    *("student_counsellor", "helpdesk", "privacy_officer"),
    *("appeals_board", "complaints_committee", "objections_committee"),
)
AT_DESKS = ("attendance_officer", "rmc", "youth_adviser", "youth_team", "outreach", "job_coach", "intake")


def take_over(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nobody is shut out of their work by the upgrade: roles and providers of before count as confirmed."""
    organisations = apps.get_model("people", "Organisation").objects.values_list("pk", flat=True)
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:  # the wall stands before the owner of the tables too
            everybody = ",".join(str(one) for one in organisations)
            cursor.execute("SELECT set_config('houvast.organisations', %s, true)", [everybody])
    every = apps.get_model("people", "RoleAssignment")._default_manager  # noqa: SLF001 - its name changes just below
    roles = every.filter(role__in=(*GUARDED, *AT_DESKS))
    roles.filter(confirmed_at__isnull=True).update(confirmed_at=now())
    apps.get_model("people", "SignInProvider").objects.update(confirmed_revision=F("revision"))


class Migration(migrations.Migration):
    dependencies = [("people", "0014_confirmed_roles")]
    operations = [
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.AlterModelManagers(
            name="roleassignment",
            managers=[
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AlterField(
            model_name="administrativeact",
            name="act",
            field=models.CharField(
                choices=[
                    ("settings", "Settings"),
                    ("unit", "Unit"),
                    ("programme", "Programme"),
                    ("invited", "Invited"),
                    ("access_reset", "Access Reset"),
                    ("access_ended", "Access Ended"),
                    ("access_restored", "Access Restored"),
                    ("role_given", "Role Given"),
                    ("role_ended", "Role Ended"),
                    ("role_confirmed", "Role Confirmed"),
                    ("role_refused", "Role Refused"),
                    ("coach_assigned", "Coach Assigned"),
                    ("caseload_handed_over", "Caseload Handed Over"),
                    ("identity_typed", "Identity Typed"),
                    ("guardian_added", "Guardian Added"),
                    ("guardian_changed", "Guardian Changed"),
                    ("partner_invited", "Partner Invited"),
                    ("reach_given", "Reach Given"),
                    ("reach_ended", "Reach Ended"),
                    ("persons_merged", "Persons Merged"),
                    ("persons_apart", "Persons Apart"),
                ],
                max_length=30,
            ),
        ),
    ]
