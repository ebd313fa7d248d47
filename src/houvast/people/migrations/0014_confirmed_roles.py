"""Who gave, confirmed or refused a role; and up to which change the privacy officer knows the school's provider."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0013_saml_and_log_out_there")]
    operations = [
        *(
            migrations.AddField(
                model_name="roleassignment",
                name=name,
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="people.person",
                ),
            )
            for name in ("given_by", "confirmed_by", "refused_by")
        ),
        *(
            migrations.AddField(
                model_name="roleassignment", name=name, field=models.DateTimeField(blank=True, null=True)
            )
            for name in ("given_at", "refused_at")
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="confirmed_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Without `confirmed_by`: taken over by an upgrade, or by the operator.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="vouched_by",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Who asked the operator to confirm it: two names between semicolons.",
                max_length=300,
            ),
        ),
        migrations.AddField(
            model_name="roleassignment",
            name="refused_why",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="signinprovider",
            name="confirmed_revision",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Up to which change the privacy officer knows it: every change asks again.",
                null=True,
            ),
        ),
    ]
