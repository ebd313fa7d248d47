"""Procedures: what is said of persons, for `privacy.registry`."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from houvast.cases import own_copy
from houvast.cases.models import Case, CaseEvent, CaseFact, CaseLetter, CaseRole, CaseTask, EventContent, PackProposal
from houvast.core.access.words import Data
from houvast.privacy.registry import Personal, register, register_hold

for personal in (
    Personal(
        model=Case,
        proven=True,
        title=gettext_noop("Your procedures"),
        whose=("student",),
        data=Data.CASES,
        said={"pack": own_copy.procedure, "step": own_copy.nothing, "outcome": own_copy.nothing},
        beside=("pack_version",),
    ),
    Personal(
        model=CaseEvent,
        title=gettext_noop("What happened in your procedures"),
        whose=("case__student",),
        data=Data.CASES,
        actors=("by",),
        hidden=("envelope", "content_digest", "previous_hash", "hash"),
        said={"act": own_copy.act, "from_step": own_copy.step, "role": own_copy.role},
        beside=("case__pack_version",),
    ),
    Personal(
        model=EventContent,
        title=gettext_noop("What was recorded in your procedures"),
        whose=("event__case__student",),
        data=Data.CASES,
        hidden=("salt", "proof"),
        said={"content": own_copy.record},
        beside=("event__case__pack_version",),
    ),
    Personal(
        model=CaseRole,
        title=gettext_noop("Who was named in your procedures"),
        whose=("case__student",),
        data=Data.CASES,
        actors=("person", "named_by"),
        said={"role": own_copy.role},
        beside=("case__pack_version",),
    ),
    Personal(
        model=CaseFact,
        title=gettext_noop("Facts in your procedures"),
        whose=("case__student",),
        data=Data.CASES,
        actors=("typed_by",),
    ),
    Personal(
        model=CaseTask,
        title=gettext_noop("Tasks in your procedures"),
        whose=("student",),
        data=Data.CASES,
        actors=("signer",),
        said={"key": own_copy.nothing, "act": own_copy.nothing, "role": own_copy.role},
        beside=("case__pack_version",),
    ),
    Personal(
        model=CaseLetter,
        title=gettext_noop("Letters of your procedures"),
        whose=("case__student",),
        data=Data.LETTERS,
        actors=("recipient",),
        said={"key": own_copy.nothing},
    ),
    Personal(
        model=PackProposal,
        title=gettext_noop("Proposals for procedures"),
        actors=("proposed_by", "answered_by"),
    ),
):
    register(personal)


def _running(persons: Collection[Any]) -> Mapping[Any, str]:
    """A procedure that runs keeps everything until it has ended."""
    running = Case.objects.filter(student__in=persons, status=Case.Status.OPEN).values_list("student_id", flat=True)
    return dict.fromkeys(running, gettext_noop("A procedure is still running."))


register_hold(_running)
