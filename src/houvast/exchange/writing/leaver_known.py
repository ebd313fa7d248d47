"""Which organisation a file names, and which application a row is about."""

import uuid
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from houvast.core.transfer.matching import folded
from houvast.exchange.leaver_records import ApplicationFields
from houvast.exchange.reading.errors import Reason, RowError
from houvast.exchange.writing.leaver_rows import LeaverRow, PupilState
from houvast.exchange.writing.result import Run
from houvast.people.models import Organisation
from houvast.transfer.models import Application

APPLICATION_FIELDS = (
    "number", "institution_code", "programme", "crebo", "level", "pathway", "applied_on", "status", "status_on",
    "starts_on",
)  # fmt: skip


def said_by(*parts: object) -> str:
    """A digest of what a file says, to see whether it says it again."""
    return blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def by_name(places: Iterable[Organisation]) -> dict[str, uuid.UUID]:
    """Ids by name and by code, written alike; the first of two that are called the same."""
    found: dict[str, uuid.UUID] = {}
    for place in places:
        for name in (place.name, place.code):
            if folded(name):
                found.setdefault(folded(name), place.pk)
    return found


def same_application(
    fields: ApplicationFields, known: Sequence[Application]
) -> tuple[Application | None, list[Application]]:
    """The application this is, and those for the same programme that it may be once more."""
    where = folded(fields.institution_code or fields.institution)
    what = fields.crebo or folded(fields.programme)
    alike = [
        one
        for one in known
        if where in {folded(one.institution_code), folded(one.institution_name)}
        and what in {one.crebo, folded(one.programme)}
    ]
    if fields.number:
        by_number = next((one for one in known if one.number == fields.number), None)
        if by_number is not None:
            return by_number, []
        numberless = next((one for one in alike if not one.number), None)
        return numberless, [] if numberless else alike
    same_day = [one for one in alike if fields.applied_on in {None, one.applied_on} or one.applied_on is None]
    return (same_day[0], []) if same_day else (None, alike)


def contradiction(run: Run, row: LeaverRow, state: PupilState) -> RowError | None:
    """A later row of the same pupil may leave out what the first one said, and may not say otherwise."""
    assert state.first is not None
    for part in ("person", "pupil"):
        first, now = getattr(state.first, part), getattr(row.record, part)
        for name in type(now).__dataclass_fields__:
            said, before = getattr(now, name), getattr(first, name)
            if said and before and said != before:
                return run.wrong(row.record.line, name, str(said), Reason.CONTRADICTION, str(state.line))
    return None


def change_application(found: Application, fields: ApplicationFields) -> bool:
    """Set what the file says and differs; whether anything did."""
    wanted = {name: value for name in APPLICATION_FIELDS if (value := getattr(fields, name)) not in {"", None}}
    different = {name: value for name, value in wanted.items() if getattr(found, name) != value}
    for name, value in different.items():
        setattr(found, name, value)
    return bool(different)
