"""The two student files of the samenwijzer demonstration: one row a student, with mentor, programme and absence.

Age and gender are columns of these files and are not taken over: a birth date is never made from an age, and nothing in
Houvast uses a gender.
"""

from typing import TYPE_CHECKING, cast

from houvast.exchange.columns import Column, TableFormat, Values
from houvast.exchange.reading import values
from houvast.exchange.records import EnrolmentFields, Identifier, Kind, PersonFields, Source, StudentRecord

if TYPE_CHECKING:
    from decimal import Decimal


def _build(line: int, found: Values) -> StudentRecord:
    number = cast("str", found["number"])
    given, prefix, family = values.split_name(cast("str", found.get("full_name", "")))
    return StudentRecord(
        line=line,
        identifiers=(Identifier(source=Source.STUDENT_NUMBER, value=number),),
        institution=cast("str", found.get("institution", "")),
        person=PersonFields(given_name=given, name_prefix=prefix, family_name=family, number=number),
        enrolments=(
            EnrolmentFields(
                key=number,
                programme=cast("str", found["programme"]),
                crebo=cast("str", found.get("crebo", "")),
                level=cast("int | None", found.get("level")),
                pathway=cast("str", found.get("pathway", "")),
                cohort=cast("str", found.get("cohort", "")),
            ),
        ),
        group=cast("str", found.get("group", "")),
        coach_name=cast("str", found.get("coach_name", "")),
        absence=tuple((kind, cast("Decimal", found[kind])) for kind in ("authorised", "unauthorised") if kind in found),
    )


SHARED = (
    Column(field="number", headers=("studentnummer",), read=values.number, required=True),
    Column(field="full_name", headers=("naam",), read=values.text),
    Column(field="coach_name", headers=("mentor",), read=values.text),
    Column(field="programme", headers=("opleiding",), read=values.long_text, required=True),
    Column(field="crebo", headers=("crebo",), read=values.crebo),
    Column(field="pathway", headers=("leerweg",), read=values.pathway),
    Column(field="cohort", headers=("cohort",), read=values.cohort),
)

DEMO = TableFormat(
    name="samenwijzer-demo",
    identity=("number",),
    kind=Kind.STUDENTS,
    columns=(*SHARED, Column(field="level", headers=("niveau",), read=values.level)),
    needs=(("studentnummer",), ("naam",), ("mentor",), ("opleiding",), ("leeftijd",), ("voortgang",)),
    build=_build,
)

SYNTHETIC = TableFormat(
    name="samenwijzer-synthetic",
    identity=("institution", "number"),
    kind=Kind.STUDENTS,
    columns=(
        *SHARED,
        Column(field="group", headers=("klas",), read=values.text),
        Column(field="institution", headers=("instelling",), read=values.long_text),
        Column(field="unauthorised", headers=("absence_unauthorized",), read=values.hours),
        Column(field="authorised", headers=("absence_authorized",), read=values.hours),
    ),
    needs=(("studentnummer",), ("naam",), ("klas",), ("mentor",), ("studentage",)),
    build=_build,
)
