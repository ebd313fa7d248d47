"""Mail and jobs: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.outbox.forgetting import forget_jobs_about, forget_mail_about
from houvast.outbox.models import Job, Mail
from houvast.privacy.registry import Personal, register

for personal in (
    Personal(
        model=Mail,
        title=gettext_noop("Mail to you"),
        whose=("recipient",),
        data=Data.CONTACT,
        hidden=("key", "attempts", "try_after", "trouble"),
        forget=forget_mail_about,
    ),
    Personal(
        model=Job,
        title=gettext_noop("Work that waits"),
        forget=forget_jobs_about,
    ),
):
    register(personal)
