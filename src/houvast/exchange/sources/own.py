"""Our own templates: a row per student, per role of a staff member, per guardian of a student, per relation.

Headers are Dutch; the English names beside them are understood too. A column may be left out or left empty unless it is
required; an empty cell never empties what is known.
"""

from datetime import date
from typing import TYPE_CHECKING, cast

from houvast.exchange.columns import Column, TableFormat, Values
from houvast.exchange.reading import values
from houvast.exchange.reading.errors import Reason, RowError, Wrong
from houvast.exchange.records import (
    EnrolmentFields,
    GuardianRecord,
    Identifier,
    Kind,
    PersonFields,
    RelationRecord,
    Source,
    StaffRecord,
    StudentRecord,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from houvast.exchange.reading.values import Secret

ROLES = {
    "docent": "teacher",
    "slb": "study_coach",
    "coach": "study_coach",
    "mentor": "study_coach",
    "teamleider": "team_leader",
    "directeur": "college_director",
    "directie": "college_director",
    "ondersteuner": "support_advisor",
    "studentenadministratie": "student_administration",
    "beheerder": "administrator",
}
ROLE_NAMES = (
    "teacher",
    "study_coach",
    "team_leader",
    "college_director",
    "support_advisor",
    "student_administration",
    "attendance_officer",
    "rmc",
    "administrator",
)
RELATIONS = {
    "coach": "coach_of",
    "mentor": "coach_of",
    "teamleider": "team_leader_of",
    "ouder": "guardian_of",
    "verzorger": "guardian_of",
    "vertrouwenspersoon": "trusted_person_of",
}
RELATION_NAMES = ("coach_of", "team_leader_of", "guardian_of", "trusted_person_of")


def _word(given: str, dutch: dict[str, str], names: tuple[str, ...]) -> str:
    """A Dutch word or an English name, as the English name."""
    low = given.lower().replace(" ", "_")
    if low not in dutch and low not in names:
        raise Wrong(Reason.UNKNOWN_CODE, ", ".join(dutch))
    return dutch.get(low, low)


def _role(given: str) -> str:
    return _word(given, ROLES, ROLE_NAMES)


def _relation(given: str) -> str:
    return _word(given, RELATIONS, RELATION_NAMES)


NAMES = (
    Column(field="given_name", headers=("voornaam", "roepnaam", "given_name"), read=values.text, example="Voorbeeld"),
    Column(field="name_prefix", headers=("tussenvoegsel", "name_prefix"), read=values.prefix, example="van"),
    Column(field="family_name", headers=("achternaam", "family_name"), read=values.text, example="Student"),
)
FULL_NAME = Column(field="full_name", headers=("naam", "name"), read=values.text)
REACH = (
    Column(field="email", headers=("e-mail", "emailadres"), read=values.email, example="voorbeeld@example.org"),
    Column(field="phone", headers=("telefoon", "phone"), read=values.phone, example="+31 6 12345678"),
    Column(field="language", headers=("taal", "language"), read=values.language, example="nl"),
)
PERIOD = (
    Column(field="starts_on", headers=("vanaf", "starts_on", "from"), read=values.day, example="2026-08-01"),
    Column(field="ends_on", headers=("tot en met", "ends_on", "to"), read=values.day, example=""),
)
INSTITUTION = Column(field="institution", headers=("instelling", "institution"), read=values.long_text)
STUDENT_NUMBER = Column(
    field="number", headers=("studentnummer", "student_number"), read=values.number, required=True, example="V000000"
)


def _text(found: Values, field: str) -> str:
    return cast("str", found.get(field, ""))


def _day(found: Values, field: str) -> date | None:
    return cast("date | None", found.get(field))


def _person(found: Values, number: str) -> PersonFields:
    given, prefix, family = (_text(found, field) for field in ("given_name", "name_prefix", "family_name"))
    if not (given or family) and (full := _text(found, "full_name")):
        given, prefix, family = values.split_name(full)
    return PersonFields(
        given_name=given,
        name_prefix=prefix,
        family_name=family,
        birth_date=_day(found, "birth_date"),
        email=_text(found, "email"),
        phone=_text(found, "phone"),
        language=_text(found, "language"),
        number=number,
    )


def _order(line: int, found: Values, begin: str, end: str, header: str) -> tuple[RowError, ...]:
    """An end before its begin is wrong."""
    starts_on, ends_on = _day(found, begin), _day(found, end)
    if starts_on and ends_on and ends_on < starts_on:
        value = ends_on.isoformat()
        return (
            RowError(line=line, column=header, value=value, reason=Reason.ENDS_BEFORE_START, detail=str(starts_on)),
        )
    return ()


def _student(line: int, found: Values) -> StudentRecord | tuple[RowError, ...]:
    number = _text(found, "number")
    errors = _order(line, found, "starts_on", "ends_on", "tot en met")
    errors += _order(line, found, "starts_on", "expected_end_on", "verwacht tot en met")
    programme, crebo = _text(found, "programme"), _text(found, "crebo")
    enrolled = ("level", "pathway", "cohort", "starts_on", "expected_end_on", "ends_on", "end_reason")
    if not (programme or crebo) and any(field in found for field in enrolled):
        errors += (RowError(line=line, column="opleiding", value="", reason=Reason.RECORD_WITHOUT_PROGRAMME),)
    if errors:
        return errors
    enrolment = EnrolmentFields(
        key=f"{number}/{enrolment}" if (enrolment := _text(found, "enrolment")) else number,
        programme=programme,
        crebo=crebo,
        level=cast("int | None", found.get("level")),
        pathway=_text(found, "pathway"),
        cohort=_text(found, "cohort"),
        starts_on=_day(found, "starts_on"),
        expected_end_on=_day(found, "expected_end_on"),
        ends_on=_day(found, "ends_on"),
        end_reason=_text(found, "end_reason"),
    )
    return StudentRecord(
        line=line,
        identifiers=(Identifier(source=Source.STUDENT_NUMBER, value=number),),
        institution=_text(found, "institution"),
        person=_person(found, number),
        bsn=cast("Secret | None", found.get("bsn")),
        enrolments=(enrolment,) if programme or crebo else (),
        group=_text(found, "group"),
        team=_text(found, "team"),
        college=_text(found, "college"),
        coach_number=_text(found, "coach_number"),
        coach_name=_text(found, "coach_name"),
        absence=tuple((kind, cast("Decimal", found[kind])) for kind in ("authorised", "unauthorised") if kind in found),
    )


def _staff(line: int, found: Values) -> StaffRecord | tuple[RowError, ...]:
    number = _text(found, "number")
    return _order(line, found, "starts_on", "ends_on", "tot en met") or StaffRecord(
        line=line,
        identifiers=(Identifier(source=Source.STAFF_NUMBER, value=number),),
        institution=_text(found, "institution"),
        person=_person(found, number),
        role=_text(found, "role"),
        unit=_text(found, "unit"),
        starts_on=_day(found, "starts_on"),
        ends_on=_day(found, "ends_on"),
    )


def _guardian(line: int, found: Values) -> GuardianRecord | tuple[RowError, ...]:
    person = _person(found, "")
    if not (person.given_name or person.family_name):
        return (RowError(line=line, column="achternaam", value="", reason=Reason.MISSING),)
    return _order(line, found, "starts_on", "ends_on", "tot en met") or GuardianRecord(
        line=line,
        student_number=_text(found, "number"),
        guardian_number=_text(found, "guardian_number"),
        person=person,
        has_authority=cast("bool", found["has_authority"]),
        starts_on=_day(found, "starts_on"),
        ends_on=_day(found, "ends_on"),
        institution=_text(found, "institution"),
    )


def _relation_record(line: int, found: Values) -> RelationRecord | tuple[RowError, ...]:
    relation = _text(found, "relation")
    errors = _order(line, found, "starts_on", "ends_on", "tot en met")
    needed, header = ("unit", "onderdeel") if relation == "team_leader_of" else ("number", "studentnummer")
    if not _text(found, needed):
        errors += (RowError(line=line, column=header, value="", reason=Reason.MISSING),)
    if relation == "guardian_of" and "has_authority" not in found:
        errors += (RowError(line=line, column="gezag", value="", reason=Reason.MISSING),)
    return errors or RelationRecord(
        line=line,
        relation=relation,
        person=_text(found, "person"),
        student_number=_text(found, "number"),
        unit=_text(found, "unit"),
        has_authority=cast("bool | None", found.get("has_authority")),
        starts_on=_day(found, "starts_on"),
        ends_on=_day(found, "ends_on"),
        institution=_text(found, "institution"),
    )


AUTHORITY = Column(field="has_authority", headers=("gezag", "authority"), read=values.yes_no, example="ja")
UNIT = Column(field="unit", headers=("onderdeel", "unit"), read=values.text, example="Team ICT")

STUDENTS = TableFormat(
    name="houvast-students",
    identity=("institution", "number"),
    kind=Kind.STUDENTS,
    columns=(
        STUDENT_NUMBER,
        *NAMES,
        FULL_NAME,
        Column(
            field="birth_date",
            headers=("geboortedatum", "birth_date", "date_of_birth"),
            read=values.day,
            example="2009-12-31",
        ),
        *REACH,
        Column(field="bsn", headers=("bsn",), read=values.secret, secret=True),
        Column(field="group", headers=("klas", "class"), read=values.text, example="2A"),
        Column(field="team", headers=("team",), read=values.text, example="Team ICT"),
        Column(field="college", headers=("college",), read=values.text, example="College Techniek"),
        Column(field="coach_number", headers=("coachnummer", "coach_number"), read=values.number),
        Column(field="coach_name", headers=("mentor", "coach"), read=values.text, example="C. Coach"),
        Column(field="programme", headers=("opleiding", "programme"), read=values.long_text, example="Medewerker ICT"),
        Column(field="crebo", headers=("crebo",), read=values.crebo, example="25655"),
        Column(field="level", headers=("niveau", "level"), read=values.level, example="2"),
        Column(field="pathway", headers=("leerweg", "pathway"), read=values.pathway, example="BOL"),
        Column(field="cohort", headers=("cohort",), read=values.cohort, example="2026-2027"),
        Column(field="enrolment", headers=("inschrijfnummer", "enrolment_number"), read=values.number),
        *PERIOD,
        Column(field="expected_end_on", headers=("verwacht tot en met", "expected_end_on"), read=values.day),
        Column(field="end_reason", headers=("reden uitschrijving", "end_reason"), read=values.end_reason),
        Column(field="authorised", headers=("verzuim geoorloofd", "absence_authorised"), read=values.hours),
        Column(field="unauthorised", headers=("verzuim ongeoorloofd", "absence_unauthorised"), read=values.hours),
        INSTITUTION,
    ),
    needs=(
        ("studentnummer", "student_number"),
        ("achternaam", "family_name", "naam", "name", "voornaam", "given_name"),
    ),
    build=_student,
    example_is_left=True,
)

STAFF = TableFormat(
    name="houvast-staff",
    identity=("institution", "number", "role", "unit", "starts_on"),
    kind=Kind.STAFF,
    columns=(
        Column(
            field="number",
            headers=("personeelsnummer", "staff_number"),
            read=values.number,
            required=True,
            example="V000",
        ),
        *NAMES,
        FULL_NAME,
        *REACH,
        Column(field="role", headers=("rol", "role"), read=_role, example="coach"),
        UNIT,
        *PERIOD,
        INSTITUTION,
    ),
    needs=(
        ("personeelsnummer", "staff_number"),
        ("achternaam", "family_name", "naam", "name", "voornaam", "given_name"),
    ),
    build=_staff,
    example_is_left=True,
)

GUARDIANS = TableFormat(
    name="houvast-guardians",
    identity=("institution", "number", "guardian_number", "email", "given_name", "family_name", "full_name"),
    kind=Kind.GUARDIANS,
    columns=(
        STUDENT_NUMBER,
        Column(field="guardian_number", headers=("oudernummer", "guardian_number"), read=values.number),
        *NAMES,
        FULL_NAME,
        *REACH,
        Column(
            field="has_authority",
            headers=AUTHORITY.headers,
            read=values.yes_no,
            required=True,
            example=AUTHORITY.example,
        ),
        *PERIOD,
        INSTITUTION,
    ),
    needs=(("studentnummer", "student_number"), ("gezag", "authority")),
    build=_guardian,
    example_is_left=True,
)

RELATIONS_FORMAT = TableFormat(
    name="houvast-relations",
    identity=("institution", "relation", "person", "number", "unit"),
    kind=Kind.RELATIONS,
    columns=(
        Column(field="relation", headers=("relatie", "relation"), read=_relation, required=True, example="coach"),
        Column(
            field="person",
            headers=("persoon", "person"),
            read=lambda given: values.visible(given, longest=254),
            required=True,
            example="V000",
        ),
        Column(field="number", headers=STUDENT_NUMBER.headers, read=values.number, example="V000000"),
        UNIT,
        AUTHORITY,
        *PERIOD,
        INSTITUTION,
    ),
    needs=(("relatie", "relation"), ("persoon", "person")),
    build=_relation_record,
    example_is_left=True,
)

TEMPLATES = {one.kind: one for one in (STUDENTS, STAFF, GUARDIANS, RELATIONS_FORMAT)}
