"""Removing erased persons from mail to others and from work that waits: their ids stand in keys and arguments."""

from collections.abc import Collection
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from houvast.outbox.models import Job, Mail
from houvast.people.forgetting import naming


def forget_mail_about(persons: Collection[Any]) -> int:
    """Mail to others whose key names them: it is sent, or there is nothing left to tell."""
    return Mail.objects.filter(naming("key", persons) | naming("subject", persons)).delete()[0]


def forget_jobs_about(persons: Collection[Any]) -> int:
    """Jobs about them: done, or nothing is left to do."""
    jobs = Job.objects.annotate(said=Cast("arguments", TextField()))
    theirs = jobs.filter(naming("said", persons) | naming("key", persons)).values_list("pk", flat=True)
    return Job.objects.filter(pk__in=list(theirs)).delete()[0]
