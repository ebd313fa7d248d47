"""Letters and reports a viewer may see."""

import base64
import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, UUIDField
from django.http import Http404

from houvast.core.access.words import Action, Data
from houvast.documents.models import Document
from houvast.people.models import Person
from houvast.people.prepared import MakesHole, PreparedRecord, Question
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.addresses import addresses

NEEDS: dict[str, tuple[Data, Action]] = {
    Document.Form.LETTER: (Data.LETTERS, Action.SEE),
    Document.Form.REPORT: (Data.CASES, Action.SEE),
    Document.Form.DOSSIER: (Data.CASES, Action.EXPORT),
}
"""What a viewer must be allowed to do with the student's data to open a document of this form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """A letter in a list."""

    id: uuid.UUID
    title: str
    kind: str
    dated_on: date
    addressee: str
    url: str
    file_url: str


class ContentChanged(RuntimeError):
    """What the database holds is not what was made."""

    def __init__(self, document: Document) -> None:
        super().__init__(f"Document {document.pk} is not as it was made: its hash differs. Put back a backup.")


MOST_LETTERS = 50


def letters_of(student: Person, viewer: Viewer) -> tuple[LetterRow, ...]:
    """The letters of this student that the viewer may see, newest first; at most MOST_LETTERS."""
    if not door.may(viewer, student, Data.LETTERS):
        return ()
    return tuple(
        LetterRow(
            id=row.pk,
            title=row.title,
            kind=row.kind,
            dated_on=row.dated_on,
            addressee=row.addressee.name if row.addressee else "",
            url=addresses("documents:letter")(row.pk),
            file_url=addresses("documents:file")(row.pk),
        )
        for row in _LETTERS.all(student=student.pk)
    )


def questions(student: Person, viewer: Viewer) -> tuple[Question, ...]:
    """What `letters_of` asks."""
    return (_LETTERS.question(student=student.pk),) if door.may(viewer, student, Data.LETTERS) else ()


def _letters(letters: QuerySet[Document], hole: MakesHole) -> QuerySet[Document]:
    found = letters.filter(student=hole("student", UUIDField()), form=Document.Form.LETTER)
    return found.order_by("-dated_on", "-id")[:MOST_LETTERS]


_LETTERS = PreparedRecord(Document, _letters, related=("addressee",), without=frozenset({"content", "values"}))


def document_for(viewer: Viewer, document_id: uuid.UUID) -> Document:
    """The document behind an id from outside, noted in the log of reads; Http404 when the viewer may not see it."""
    found = Document.objects.filter(pk=document_id).select_related("organisation").first()
    if found is None:
        raise Http404
    data, action = NEEDS[found.form]
    found.student = door.student(viewer, found.student_id, data, action)
    return found


def file_of(document: Document) -> bytes:
    """The bytes as they were made; raises ContentChanged."""
    content = base64.b64decode(document.content or "")
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise ContentChanged(document)
    return content


def values_of(document: Document) -> dict[str, Any] | None:
    """The values of a letter, to show as a page; None for other documents."""
    if document.values is None:
        return None
    values: dict[str, Any] = json.loads(document.values)
    return for_the_page(values)


def for_the_page(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a letter with, in each table, the name of its column beside each cell (a phone shows them so)."""
    for block in values["blocks"] + (values["rights"] or {"blocks": []})["blocks"]:
        if block["kind"] == "table":
            labels = ["".join(run["text"] for run in line) for line in block["headers"]]
            block["labelled_rows"] = [list(zip(labels, row, strict=True)) for row in block["rows"]]
    return values
