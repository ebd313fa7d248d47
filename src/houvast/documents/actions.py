"""Keeping letters and reports for the dossier of a student."""

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime

from houvast.documents.letters import Letter, letter_values, render
from houvast.documents.models import Document
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.viewer import Viewer


def store_letter(
    *,
    student: Person,
    kind: str,
    key: str,
    letter: Letter,
    language: str,
    addressee: Person | None,
    by: Viewer | None,
    at: datetime,
    rendered: bytes | None = None,
) -> Document:
    """Make the letter and keep it; for a key this student has already, the letter of then. Raises LetterNotRendered.

    `by` is None when the worker acts. Whether the sender may send it is decided by the action that sends it.
    `rendered` is the PDF of this letter, where it was made before the transaction that keeps it.
    """
    return _kept(
        student,
        key,
        by,
        at,
        lambda: Document(
            form=Document.Form.LETTER,
            addressee=addressee,
            kind=kind,
            language=language,
            title=letter.subject,
            dated_on=letter.dated_on,
            values=json.dumps(letter_values(letter, language=language), ensure_ascii=False),
            **_file(rendered or render(letter, language=language)),
        ),
    )


def store_file(
    *,
    student: Person,
    form: Document.Form,
    kind: str,
    key: str,
    title: str,
    language: str,
    content: bytes,
    by: Viewer | None,
    at: datetime,
    dated_on: date | None = None,
) -> Document:
    """Keep a PDF that was made elsewhere; for a key that was used before, the file of then."""
    return _kept(
        student,
        key,
        by,
        at,
        lambda: Document(
            form=form, kind=kind, language=language, title=title, dated_on=dated_on or day_of(at), **_file(content)
        ),
    )


def _kept(student: Person, key: str, by: Viewer | None, at: datetime, make: Callable[[], Document]) -> Document:
    earlier = Document.objects.filter(student=student, key=key).first()
    if earlier is not None:
        return earlier
    document = make()
    document.organisation_id = student.organisation_id
    document.student = student
    document.key = key
    document.made_by = by.person if by else None
    document.made_at = at
    document.save(force_insert=True)
    return document


def _file(content: bytes) -> dict[str, str | int]:
    return {
        "content": base64.b64encode(content).decode(),
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
