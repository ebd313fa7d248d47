"""Answers for the library: proposed from a conversation in one step, public after a person has checked them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import F

from houvast.helpdesk.models import Entry
from houvast.helpdesk.rights import works_at_helpdesk
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """A question and its answer, and where the answer rests on; English may be empty."""

    theme: str
    question_nl: str
    answer_nl: str
    source: str
    question_en: str = ""
    answer_en: str = ""


def propose(*, draft: EntryDraft, by: Viewer, at: datetime) -> Entry:
    """Keep an answer for the library; it is not public yet."""
    _check(by)
    return Entry.objects.create(
        organisation_id=by.organisation_id, proposed_by=by.person, proposed_at=at, **_fields(draft)
    )


def change(*, entry: Entry, draft: EntryDraft, by: Viewer, seen_revision: int) -> None:
    """Write it better; what is changed is checked anew before it is public again. Raises ChangedMeanwhile."""
    _check(by, entry)
    _save(entry, seen_revision, status=Entry.Status.PROPOSED, checked_by=None, checked_on=None, **_fields(draft))


def publish(*, entry: Entry, by: Viewer, on: date, seen_revision: int) -> None:
    """Somebody has read it: it is right, and nobody can be recognised in it. Raises ChangedMeanwhile."""
    _check(by, entry)
    _save(entry, seen_revision, status=Entry.Status.PUBLISHED, checked_by=by.person, checked_on=on)


def withdraw(*, entry: Entry, by: Viewer, seen_revision: int) -> None:
    """No longer public. Raises ChangedMeanwhile."""
    _check(by, entry)
    _save(entry, seen_revision, status=Entry.Status.WITHDRAWN)


def _fields(draft: EntryDraft) -> dict[str, str]:
    names = ("theme", "question_nl", "answer_nl", "source", "question_en", "answer_en")
    return {name: getattr(draft, name) for name in names}


def _check(by: Viewer, entry: Entry | None = None) -> None:
    if not works_at_helpdesk(by) or (entry is not None and entry.organisation_id != by.organisation_id):
        raise PermissionDenied


def _save(entry: Entry, seen_revision: int, **values: object) -> None:
    changed = Entry.objects.filter(pk=entry.pk, revision=seen_revision).update(**values, revision=F("revision") + 1)
    if not changed:
        raise ChangedMeanwhile("The answer")
