"""Writing many at once, through the loaders that files go through: students, absence, results.

What is said again changes nothing, a later word replaces an earlier one, and what was changed by hand stays until the
system has news. A batch is written whole or, with `skipWrong`, without its wrong items; `dryRun` writes nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest
from django.utils.translation import override
from ninja import Header, Router

from houvast.api.models import KeptAnswer
from houvast.api.problems import Refused
from houvast.api.rest.entering import Asking, asking, writes
from houvast.api.rest.items import (
    AbsenceBatch,
    AbsenceItem,
    BatchAnswer,
    FactItem,
    ResultBatch,
    ResultItem,
    StudentBatch,
    StudentItem,
)
from houvast.attendance.models import Absence
from houvast.core.access.words import Action, Data
from houvast.education.models import Enrolment
from houvast.exchange.actions import LOADERS, TURN
from houvast.exchange.explain import reason_of
from houvast.exchange.models import ImportRun
from houvast.exchange.reading.errors import Reason, RowError
from houvast.exchange.records import (
    AbsenceRecord,
    EnrolmentFields,
    Identifier,
    Kind,
    PersonFields,
    ResultRecord,
    Source,
    StudentRecord,
)
from houvast.exchange.writing.institutions import Institutions
from houvast.exchange.writing.persons import known_persons
from houvast.exchange.writing.places import Places
from houvast.exchange.writing.result import Became, Run
from houvast.exchange.writing.student_builder import NUMBERS
from houvast.people.clock import day_of, now
from houvast.privacy import door

router = Router(tags=["writing"])
KINDS = {one.name.lower(): one.value for one in Absence.Kind}
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=100,
        description="Chosen by the client: the same request again with the same key gets the same answer.",
    ),
]


@writes(router, "/student-batches", scope="students:write", answers=BatchAnswer, summary="Add and change students")
def student_batches(request: HttpRequest, batch: StudentBatch, idempotency_key: Key = "") -> Any:
    """Only for a system of the whole school: who is new belongs to no team yet."""
    here = asking(request)
    if any(role.path is not None for role in here.viewer.roles):
        raise Refused(403, "This token does not open this.", "It takes a system of the whole school.")
    return _once(request, here, idempotency_key, lambda: _load(here, Kind.STUDENTS, batch, _student, Data.IDENTITY))


@writes(router, "/absence-batches", scope="absences:write", answers=BatchAnswer, summary="Add and correct absence")
def absence_batches(request: HttpRequest, batch: AbsenceBatch, idempotency_key: Key = "") -> Any:
    here = asking(request)
    return _once(request, here, idempotency_key, lambda: _load(here, Kind.ABSENCES, batch, _absence, Data.ABSENCE))


@writes(router, "/result-batches", scope="results:write", answers=BatchAnswer, summary="Add and correct results")
def result_batches(request: HttpRequest, batch: ResultBatch, idempotency_key: Key = "") -> Any:
    here = asking(request)
    return _once(request, here, idempotency_key, lambda: _load(here, Kind.RESULTS, batch, _result, Data.RESULTS))


def _once(request: HttpRequest, here: Asking, key: str, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The same request with the same key has one effect, and the same answer. Raises Refused for another request."""
    if not key:
        return work()
    digest = hashlib.sha256(f"{request.path}\n".encode() + request.body).hexdigest()
    kept = {"client_id": here.asker.client, "key": key}
    earlier = KeptAnswer.objects.filter(**kept).first()
    if earlier is None:
        try:
            with transaction.atomic():
                earlier = KeptAnswer.objects.create(
                    **kept, organisation_id=here.asker.organisation, request_digest=digest, at=now()
                )
                earlier.answer = work()
                earlier.save(update_fields=["answer"])
        except IntegrityError:
            earlier = KeptAnswer.objects.filter(**kept).first()
            if earlier is None:
                raise
    if earlier.request_digest != digest:
        raise Refused(409, "This key was used.", "The Idempotency-Key belongs to another request. Choose a new one.")
    answer: dict[str, Any] = earlier.answer
    return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """An item that may be written, with its place in the batch."""

    index: int
    record: Any


def _load(here: Asking, kind: Kind, batch: Any, record: Callable[[int, Any, str], Any], data: Data) -> dict[str, Any]:
    at = now()
    organisation = here.viewer.organisation_id
    source = f"api/{here.asker.client.hex}"
    if kind is Kind.STUDENTS and connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # one at a time, as with files: two must not both find nobody
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
    wrong = _not_opened(here, kind, batch.items, data, at)
    if kind is Kind.STUDENTS:
        _keys_as_kept(here, batch.items)
    refused = {one["index"] for one in wrong}
    lines = [
        _Line(index=index, record=record(index, item, source))
        for index, item in enumerate(batch.items)
        if index not in refused
    ]
    run = Run(
        on=day_of(at),
        at=at,
        format=source,
        institutions=Institutions(by_name={"": organisation}, names=(), new=()),
        places=Places([organisation]),
        header_of=lambda name: name,
    )
    records = [line.record for line in lines]
    would = LOADERS[kind](run).take(records, write=False)
    wrong += [_said(line.index, one) for line, one in zip(lines, would, strict=True) if isinstance(one, RowError)]
    right = [line.record for line, one in zip(lines, would, strict=True) if not isinstance(one, RowError)]
    written = not batch.dry_run and bool(right) and (batch.skip_wrong or not wrong)
    became: Sequence[Any] = would
    if written:
        again = Run(
            on=run.on, at=at, format=source, institutions=run.institutions, places=Places([organisation]),
            header_of=run.header_of,
        )  # fmt: skip
        try:
            with transaction.atomic():
                became = LOADERS[kind](again).take(right, write=True)
        except IntegrityError as error:
            raise Refused(409, "This does not fit.", "It says something else than what is there already.") from error
    answer = _counted(became, wrong, written=written)
    if written and (answer["added"] or answer["changed"]):
        _note_run(here, kind, source, answer, at)
    return answer


def _not_opened(here: Asking, kind: Kind, items: Sequence[Any], data: Data, at: datetime) -> list[dict[str, Any]]:
    """Items about somebody whom the token does not open: to it, they are numbers of nobody."""
    if kind is Kind.STUDENTS:
        times = Counter(item.number for item in items)
        wrong = [_wrong(index, "number", Reason.DUPLICATE) for index, one in enumerate(items) if times[one.number] > 1]
    else:
        wrong = []
        organisation = here.viewer.organisation_id
        keys = {(organisation, str(Source.STUDENT_NUMBER), item.number) for item in items}
        known = {key[2]: person for key, person in known_persons(keys).items()}
        opened = set(
            door.students(here.viewer, data, Action.RECORD).filter(pk__in=known.values()).values_list("pk", flat=True)
        )
        unknown = {item.number for item in items if known.get(item.number) not in opened}
        wrong += [
            _wrong(index, "number", Reason.UNKNOWN_STUDENT)
            for index, item in enumerate(items)
            if item.number in unknown
        ]
        today = day_of(at)
        wrong += [
            _wrong(index, "day", Reason.DAY_OUT_OF_RANGE)
            for index, item in enumerate(items)
            if item.day > today and item.number not in unknown
        ]
    return wrong


def _wrong(index: int, field: str, reason: Reason) -> dict[str, Any]:
    error = RowError(line=index + 1, column=field, value="", reason=reason)
    return _said(index, error)


def _said(index: int, error: RowError) -> dict[str, Any]:
    with override("en"):
        return {"index": index, "field": error.column, "code": str(error.reason), "detail": reason_of(error)}


def _counted(became: Sequence[Any], wrong: list[dict[str, Any]], *, written: bool) -> dict[str, Any]:
    count = {one: sum(1 for found in became if found is one) for one in Became}
    return {
        "written": written and bool(count[Became.ADDED] or count[Became.CHANGED]),
        "added": count[Became.ADDED],
        "changed": count[Became.CHANGED],
        "unchanged": count[Became.UNCHANGED],
        "wrong": sorted(wrong, key=lambda one: (one["index"], one["field"])),
    }


def _note_run(here: Asking, kind: Kind, source: str, answer: dict[str, Any], at: datetime) -> None:
    """That it happened stands among the imports, under the name of the system."""
    counts = {name: answer[name] for name in ("added", "changed", "unchanged")}
    ImportRun.objects.create(
        organisation_id=here.viewer.organisation_id,
        by=here.viewer.person,
        at=at,
        kind=kind,
        format=source,
        rows=sum(counts.values()) + len(answer["wrong"]),
        left=len(answer["wrong"]),
        **counts,
    )


def _keys_as_kept(here: Asking, items: Sequence[Any]) -> None:
    """A key counts for one student, and the house keeps it under the number, as with a file.

    Until 0.6.0 it was kept bare; what was written so keeps its key.
    """
    keys = {one.key for item in items for one in item.enrolments}
    bare = set(
        Enrolment.objects.filter(
            organisation_id=here.viewer.organisation_id, source=NUMBERS, external_id__in=keys
        ).values_list("student__number", "external_id")
    )
    for item in items:
        for one in item.enrolments:
            if (item.number, one.key) not in bare:
                one.key = f"{item.number}/{one.key}"


def _student(index: int, item: StudentItem, _source: str) -> StudentRecord:
    return StudentRecord(
        line=index + 1,
        identifiers=(Identifier(source=Source.STUDENT_NUMBER, value=item.number),),
        person=PersonFields(
            given_name=item.given_name,
            name_prefix=item.name_prefix,
            family_name=item.family_name,
            birth_date=item.birth_date,
            email=item.email,
            phone=item.phone,
            number=item.number,
        ),
        enrolments=tuple(EnrolmentFields(**one.model_dump()) for one in item.enrolments),
        group=item.group,
        team=item.team,
        college=item.college,
        coach_number=item.coach_number,
    )


def _fact(index: int, item: FactItem, source: str) -> dict[str, Any]:
    return {
        "line": index + 1,
        "number": item.number,
        "source": source,
        "external_id": item.external_id,
        "as_of": item.as_of,
        "withdrawn": item.withdrawn,
    }


def _absence(index: int, item: AbsenceItem, source: str) -> AbsenceRecord:
    return AbsenceRecord(
        **_fact(index, item, source),
        day=item.day,
        minutes=item.minutes,
        kind=KINDS[item.kind],
        starts_at=item.starts_at,
        lesson=item.lesson,
        confirmed=item.confirmed,
    )


def _result(index: int, item: ResultItem, source: str) -> ResultRecord:
    return ResultRecord(
        **_fact(index, item, source),
        on=item.day,
        title=item.title,
        unit=item.unit,
        grade=item.grade,
        points=item.points,
        passed=item.passed,
        credits_earned=item.credits,
        attempt=item.attempt,
    )
