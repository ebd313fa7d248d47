"""Persons of the Open Education API (OEAPI), version 5 and 6: one object, an array, or a page with `items`.

What a person's payload says beyond who they are and how they are reached (gender, nationality, photos, who to call in
an emergency, national numbers) is not taken over. Objects that are no person are not understood.
"""

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from houvast.exchange.reading import values
from houvast.exchange.reading.errors import FileRefused, Reason, RowError, Wrong, shown
from houvast.exchange.reading.items import Item
from houvast.exchange.records import Identifier, Kind, PersonFields, Record, Source, StaffRecord, StudentRecord

NAME = "oeapi-person"
AFFILIATION = {Kind.STUDENTS: "student", Kind.STAFF: "employee"}
AFFILIATIONS = frozenset({"student", "employee", "guest", "alumnus", "prospect", "faculty", "staff", "foreigner"})
STUDENT_NUMBER_TYPES = frozenset({"studentnumber", "student_number"})
OTHER_THINGS = ("programId", "programmeId", "courseId", "offeringId", "organizationId", "organisationId", "groupId",
                "componentId", "learningComponentId", "academicSessionId", "associationId", "buildingId", "roomId",
                "educationSpecificationId", "newsItemId")  # fmt: skip
_CODE_TYPE = re.compile(r"[A-Za-z0-9_.-]{1,30}")
T = TypeVar("T")


def is_person(item: object) -> bool:
    """Whether an object has the shape of a person: an id or code of one, and a name."""
    if not isinstance(item, dict) or any(key in item for key in OTHER_THINGS):
        return False
    named = any(item.get(key) for key in ("surname", "givenName", "preferredName", "displayName"))
    return "personId" in item or (named and isinstance(item.get("primaryCode"), dict))


def check(items: Iterator[Item]) -> None:
    """Raises FileRefused unless the first object is a person."""
    first = next(items, None)
    if first is None:
        raise FileRefused(Reason.NO_ROWS)
    line, item = first
    if not is_person(item):
        what = next((key.removesuffix("Id") for key in OTHER_THINGS if isinstance(item, dict) and key in item), "")
        raise FileRefused(Reason.NOT_PERSONS, line=line, value=what)


class _Reader:
    """Reads values of one object and keeps what is wrong."""

    def __init__(self, line: int, item: dict[str, object]) -> None:
        self.line = line
        self.item = item
        self.errors: list[RowError] = []

    def read(self, names: tuple[str, ...], reader: Callable[[str], T], empty: T) -> T:
        """The first of these fields that says something."""
        for name in names:
            given = self.item.get(name)
            if given is None or given == "":
                continue
            if not isinstance(given, str):
                self.wrong(name, given, Reason.NOT_TEXT)
                return empty
            if not given.strip():
                continue
            return self.value(name, given.strip(), reader, empty)
        return empty

    def value(self, name: str, given: str, reader: Callable[[str], T], empty: T) -> T:
        try:
            return reader(given)
        except Wrong as wrong:
            self.wrong(name, given, wrong.reason, wrong.detail)
            return empty

    def wrong(self, name: str, given: object, reason: Reason, detail: str = "") -> None:
        value = given if isinstance(given, str) else type(given).__name__
        self.errors.append(RowError(line=self.line, column=name, value=shown(value), reason=reason, detail=detail))


def record(kind: Kind, line: int, item: object) -> Record | tuple[RowError, ...] | None:
    """A record, what is wrong with it, or None for a person of another kind (an employee in a file of students)."""
    if not isinstance(item, dict):
        return (RowError(line=line, column="", value=type(item).__name__, reason=Reason.NOT_AN_OBJECT),)
    if not is_person(item):
        return (RowError(line=line, column="personId", value="", reason=Reason.MISSING),)
    if not _is_of(kind, item.get("affiliations")):
        return None
    reader = _Reader(line, item)
    identifiers, number = _identifiers(reader, kind)
    given_name = reader.read(("preferredName", "givenName"), values.text, "")
    family_name = reader.read(("surname",), values.text, "")
    prefix = reader.read(("surnamePrefix",), values.prefix, "")
    if not (given_name or family_name):
        given_name, prefix, family_name = values.split_name(reader.read(("displayName",), values.text, ""))
    person = PersonFields(
        given_name=given_name,
        name_prefix=prefix,
        family_name=family_name,
        birth_date=reader.read(("dateOfBirth",), values.day, None),
        email=reader.read(("email", "mail"), values.email, ""),
        phone=reader.read(("mobileNumber", "telephoneNumber"), values.phone, ""),
        language=_language(item.get("languageOfChoice")),
        number=number,
    )
    if reader.errors:
        return tuple(reader.errors)
    if kind is Kind.STAFF:
        return StaffRecord(line=line, identifiers=identifiers, person=person)
    return StudentRecord(line=line, identifiers=identifiers, person=person)


def _is_of(kind: Kind, affiliations: object) -> bool:
    """A person whose affiliations say only other things is left; saying nothing we know, the file itself says it."""
    if not isinstance(affiliations, list):
        return True
    known = {one for one in affiliations if isinstance(one, str)} & AFFILIATIONS
    return not known or AFFILIATION.get(kind) in known


def _identifiers(reader: _Reader, kind: Kind) -> tuple[tuple[Identifier, ...], str]:
    """Who this is: the id of the API, the primary code, and a student number among the other codes."""
    found: list[Identifier] = []
    number = ""
    person_id = reader.read(("personId",), values.identifier, "")
    if person_id:
        found.append(Identifier(source=Source.OEAPI, value=person_id))
    others = reader.item.get("otherCodes")
    codes = [("primaryCode", reader.item.get("primaryCode"))]
    codes += [("otherCodes", one) for one in others] if isinstance(others, list) else []
    for column, entry in codes:
        if not isinstance(entry, dict):
            continue
        type_, code = entry.get("codeType"), entry.get("code")
        if (
            not (isinstance(type_, str) and _CODE_TYPE.fullmatch(type_))
            or not isinstance(code, str | int)
            or isinstance(code, bool)
            or code == ""
        ):
            continue
        is_number = kind is Kind.STUDENTS and type_.lower() in STUDENT_NUMBER_TYPES
        if column == "otherCodes" and not is_number:
            continue
        value = reader.value(f"{column}.code", str(code).strip(), values.identifier, "")
        if not value:
            continue
        source = Source.STUDENT_NUMBER if is_number else f"{Source.OEAPI}.{type_}"
        found.append(Identifier(source=source, value=value))
        number = value if is_number or not number else number
    if not found and not reader.errors:
        reader.wrong("personId", "", Reason.MISSING)
    return tuple(dict.fromkeys(found)), number[:40]


def _language(given: object) -> str:
    """The first language that this house speaks; empty when there is none."""
    for one in given if isinstance(given, list) else ():
        if isinstance(one, str) and one[:2].lower() in {"nl", "en"}:
            return one[:2].lower()
    return ""


def identity(item: object) -> str:
    """The id that may stand in a file once; empty when the object has none."""
    if not isinstance(item, dict):
        return ""
    code = item.get("primaryCode")
    return str(item.get("personId") or (code.get("code") if isinstance(code, dict) else "") or "")
