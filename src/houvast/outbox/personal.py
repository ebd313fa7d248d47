"""Mail and jobs: what is said of persons, for `privacy.registry`."""

from datetime import datetime

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.outbox.actions import ask_mail
from houvast.outbox.forgetting import forget_jobs_about, forget_mail_about
from houvast.outbox.kinds import Kind
from houvast.outbox.models import Job, Mail
from houvast.people.models import Person
from houvast.privacy.registry import Personal, register, register_teller

for personal in (
    Personal(
        model=Mail,
        title=gettext_noop("Mail to you"),
        whose=("recipient",),
        data=Data.CONTACT,
        hidden=("key", "kind", "attempts", "try_after", "trouble"),
        forget=forget_mail_about,
    ),
    Personal(
        model=Job,
        title=gettext_noop("Work that waits"),
        forget=forget_jobs_about,
    ),
):
    register(personal)


def _tell(person: Person, key: str, link: str, at: datetime) -> None:
    if person.email:
        ask_mail(recipient=person, kind=Kind.READY, key=f"{key}/{person.pk}", link=link, at=at)


register_teller(_tell)
