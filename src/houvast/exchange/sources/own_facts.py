"""Our own templates of facts: a row per absence, per result, per work placement.

What a source calls a row (`kenmerk`) tells it apart from the others of that source; without it a row is known by what
it is about. A row that comes again with other values replaces what it said, and `vervallen` takes it back.
"""

from datetime import date, time
from decimal import Decimal
from typing import Any, cast

from houvast.attendance.models import Absence
from houvast.education.models import Placement, ProgressNorm
from houvast.exchange.columns import Column, TableFormat, Values
from houvast.exchange.reading import values
from houvast.exchange.reading.errors import Reason, RowError, Wrong
from houvast.exchange.records import AbsenceRecord, Kind, NormRecord, PlacementRecord, ResultRecord
from houvast.exchange.sources.own import INSTITUTION, STUDENT_NUMBER

ABSENCE_KINDS = {
    "geoorloofd": Absence.Kind.AUTHORISED,
    "ongeoorloofd": Absence.Kind.UNAUTHORISED,
    "te laat": Absence.Kind.LATE,
    "ziek": Absence.Kind.SICK,
    "luxeverzuim": Absence.Kind.LUXURY,
    "luxe": Absence.Kind.LUXURY,
    **{kind.name.lower(): kind for kind in Absence.Kind},
}
STATES = {
    "zoekt": Placement.State.SEARCHING,
    "gepland": Placement.State.PLANNED,
    "loopt": Placement.State.RUNNING,
    "afgerond": Placement.State.FINISHED,
    "afgebroken": Placement.State.BROKEN_OFF,
    **{str(state): state for state in Placement.State},
}
NUMBER_IN_GRADE = 100


def absence_kind(given: str) -> int:
    found = ABSENCE_KINDS.get(given.lower())
    if found is None:
        raise Wrong(Reason.UNKNOWN_CODE, "geoorloofd, ongeoorloofd, te laat, ziek, luxeverzuim")
    return int(found)


def placement_state(given: str) -> str:
    found = STATES.get(given.lower())
    if found is None:
        raise Wrong(Reason.UNKNOWN_CODE, "zoekt, gepland, loopt, afgerond, afgebroken")
    return str(found)


def grade(given: str) -> str:
    return values.text(given, longest=20)


def code(given: str) -> str:
    return values.text(given, longest=40)


def lesson(given: str) -> str:
    return values.text(given, longest=80)


def points_in(given: str) -> Decimal | None:
    """The number in a grade (8,1 is 8.1), or None where it is a word or a letter."""
    try:
        found = values.hours(given)
    except Wrong:
        return None
    return found if found <= NUMBER_IN_GRADE else None


SAID = (
    Column(field="source", headers=("bron", "source"), read=code),
    Column(field="external_id", headers=("kenmerk", "external_id"), read=values.identifier, example="V-1"),
    Column(field="as_of", headers=("stand van", "as_of"), read=values.moment),
    Column(field="withdrawn", headers=("vervallen", "withdrawn"), read=values.yes_no, example="nee"),
    INSTITUTION,
)


def _said(found: Values) -> dict[str, Any]:
    """What every fact shares, as the file gives it."""
    said: dict[str, Any] = {"number": found["number"]}
    for field in ("institution", "source", "external_id", "as_of", "withdrawn"):
        if field in found:
            said[field] = found[field]
    return said


def _absence(line: int, found: Values) -> AbsenceRecord | tuple[RowError, ...]:
    minutes = found.get("minutes", found.get("hours"))
    if minutes is None:
        return (RowError(line=line, column="minuten", value="", reason=Reason.MISSING),)
    return AbsenceRecord(
        line=line,
        day=cast("date", found["day"]),
        minutes=cast("int", minutes),
        kind=cast("int", found["kind"]),
        starts_at=cast("time | None", found.get("starts_at")),
        lesson=cast("str", found.get("lesson", "")),
        confirmed=cast("bool | None", found.get("confirmed")),
        **_said(found),
    )


def _result(line: int, found: Values) -> ResultRecord | tuple[RowError, ...]:
    title = cast("str", found.get("title", "") or found.get("unit", ""))
    told = cast("str", found.get("grade", ""))
    if not title:
        return (RowError(line=line, column="onderdeel", value="", reason=Reason.MISSING),)
    if not told and "passed" not in found and "credits_earned" not in found:
        return (RowError(line=line, column="cijfer", value="", reason=Reason.MISSING),)
    return ResultRecord(
        line=line,
        on=cast("date", found["on"]),
        title=title,
        unit=cast("str", found.get("unit", "")),
        grade=told,
        points=points_in(told) if told else None,
        passed=cast("bool | None", found.get("passed")),
        credits_earned=cast("Decimal | None", found.get("credits_earned")),
        weight=cast("Decimal | None", found.get("weight")),
        attempt=cast("int", found.get("attempt", 1)),
        **_said(found),
    )


def _placement(line: int, found: Values) -> PlacementRecord | tuple[RowError, ...]:
    begin, end = cast("date | None", found.get("starts_on")), cast("date | None", found.get("ends_on"))
    if begin and end and end < begin:
        wrong = RowError(
            line=line, column="tot en met", value=str(end), reason=Reason.ENDS_BEFORE_START, detail=str(begin)
        )
        return (wrong,)
    state = cast("str", found["state"])
    if state != Placement.State.SEARCHING and "company" not in found:
        return (RowError(line=line, column="bedrijf", value="", reason=Reason.MISSING),)
    return PlacementRecord(
        line=line,
        state=state,
        company=cast("str", found.get("company", "")),
        starts_on=begin,
        ends_on=end,
        hours_agreed=cast("int | None", found.get("hours_agreed")),
        hours_done=cast("int | None", found.get("hours_done")),
        **_said(found),
    )


ABSENCES = TableFormat(
    name="houvast-absences",
    identity=("institution", "number", "day", "starts_at", "lesson"),
    known_by="external_id",
    has_many_rows=True,
    kind=Kind.ABSENCES,
    columns=(
        STUDENT_NUMBER,
        Column(field="day", headers=("dag", "day"), read=values.day, required=True, example="2026-12-31"),
        Column(field="starts_at", headers=("begintijd", "starts_at"), read=values.clock, example="09:00"),
        Column(field="minutes", headers=("minuten", "minutes"), read=values.minutes, example="90"),
        Column(field="hours", headers=("uren", "hours"), read=values.hours_as_minutes),
        Column(field="kind", headers=("soort", "kind"), read=absence_kind, required=True, example="ongeoorloofd"),
        Column(field="lesson", headers=("les", "lesson"), read=lesson, example="Nederlands"),
        Column(field="confirmed", headers=("bevestigd", "confirmed"), read=values.yes_no, example="ja"),
        *SAID,
    ),
    needs=(
        ("studentnummer", "student_number"),
        ("dag", "day"),
        ("soort", "kind"),
        ("minuten", "minutes", "uren", "hours"),
    ),
    build=_absence,
    example_is_left=True,
)

RESULTS = TableFormat(
    name="houvast-results",
    identity=("institution", "number", "unit", "title", "attempt"),
    known_by="external_id",
    has_many_rows=True,
    kind=Kind.RESULTS,
    columns=(
        STUDENT_NUMBER,
        Column(field="on", headers=("datum", "date"), read=values.day, required=True, example="2026-12-31"),
        Column(field="title", headers=("onderdeel", "title"), read=values.long_text, example="Rekenen 3F"),
        Column(field="unit", headers=("onderdeelcode", "unit"), read=code, example="REK3F"),
        Column(field="grade", headers=("cijfer", "resultaat", "grade"), read=grade, example="7,5"),
        Column(field="passed", headers=("behaald", "passed"), read=values.yes_no, example="ja"),
        Column(field="credits_earned", headers=("studiepunten", "credits"), read=values.amount),
        Column(field="weight", headers=("weging", "weight"), read=values.amount, example="1"),
        Column(field="attempt", headers=("poging", "attempt"), read=values.attempt, example="1"),
        *SAID,
    ),
    needs=(
        ("studentnummer", "student_number"),
        ("datum", "date"),
        ("onderdeel", "title", "onderdeelcode", "unit"),
        ("cijfer", "resultaat", "grade", "behaald", "passed", "studiepunten", "credits"),
    ),
    build=_result,
    example_is_left=True,
)

PLACEMENTS = TableFormat(
    name="houvast-placements",
    identity=("institution", "number", "company", "starts_on"),
    known_by="external_id",
    kind=Kind.PLACEMENTS,
    columns=(
        STUDENT_NUMBER,
        Column(field="company", headers=("bedrijf", "company"), read=values.long_text, example="Bakkerij Voorbeeld"),
        Column(field="state", headers=("stand", "state"), read=placement_state, required=True, example="loopt"),
        Column(field="starts_on", headers=("vanaf", "starts_on", "from"), read=values.day, example="2026-08-31"),
        Column(field="ends_on", headers=("tot en met", "ends_on", "to"), read=values.day),
        Column(field="hours_agreed", headers=("uren afgesproken", "hours_agreed"), read=values.hours_of_work),
        Column(field="hours_done", headers=("uren gedaan", "hours_done"), read=values.hours_of_work),
        *SAID,
    ),
    needs=(("studentnummer", "student_number"), ("stand", "state"), ("bedrijf", "company")),
    build=_placement,
    example_is_left=True,
)

MEASURES = {
    "studiepunten": ProgressNorm.Measure.CREDITS,
    "onderdelen": ProgressNorm.Measure.MODULES,
    "stage-uren": ProgressNorm.Measure.PLACEMENT_HOURS,
    **{str(measure): measure for measure in ProgressNorm.Measure},
}


def measure(given: str) -> str:
    found = MEASURES.get(given.lower())
    if found is None:
        raise Wrong(Reason.UNKNOWN_CODE, "studiepunten, onderdelen, stage-uren")
    return str(found)


def weeks(given: str) -> int:
    return values.whole(given, 0, 400)


def _norm(line: int, found: Values) -> NormRecord | tuple[RowError, ...]:
    programme, crebo = cast("str", found.get("programme", "")), cast("str", found.get("crebo", ""))
    if not (programme or crebo):
        return (RowError(line=line, column="opleiding", value="", reason=Reason.MISSING),)
    return NormRecord(
        line=line,
        programme=programme,
        crebo=crebo,
        cohort=cast("str", found.get("cohort", "")),
        measure=cast("str", found["measure"]),
        weeks=cast("int", found["weeks"]),
        amount=cast("Decimal", found["amount"]),
        institution=cast("str", found.get("institution", "")),
    )


NORMS = TableFormat(
    name="houvast-norms",
    identity=("institution", "measure", "programme", "crebo", "cohort", "weeks"),
    kind=Kind.NORMS,
    columns=(
        Column(field="programme", headers=("opleiding", "programme"), read=values.long_text, example="Medewerker ICT"),
        Column(field="crebo", headers=("crebo",), read=values.crebo, example="00000"),
        Column(field="cohort", headers=("cohort",), read=values.cohort),
        Column(field="measure", headers=("maat", "measure"), read=measure, required=True, example="studiepunten"),
        Column(field="weeks", headers=("weken", "weeks"), read=weeks, required=True, example="40"),
        Column(field="amount", headers=("norm", "amount"), read=values.amount, required=True, example="30"),
        INSTITUTION,
    ),
    needs=(("maat", "measure"), ("weken", "weeks"), ("norm", "amount")),
    build=_norm,
    example_is_left=True,
)

TEMPLATES = {one.kind: one for one in (ABSENCES, RESULTS, PLACEMENTS, NORMS)}
