"""What the rows of OneRoster say, as records: staff, students with their class, guardians, results.

A student's class is the homeroom (`classType` homeroom) in which they are enrolled; other classes are lessons and are
not taken over. Staff come without a role: who may see whom is given in Houvast. A row that is `tobedeleted` removes
nobody; of a result it takes the result back. Passwords, pronouns, sex and ethnicity are not taken over.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from houvast.exchange.reading import values
from houvast.exchange.reading.errors import Reason, RowError, Wrong, shown
from houvast.exchange.records import (
    GuardianRecord,
    Identifier,
    Kind,
    PersonFields,
    Record,
    ResultRecord,
    Source,
    StaffRecord,
    StudentRecord,
)
from houvast.exchange.sources.own_facts import points_in
from houvast.standards.oneroster.reading import Bundle, Line, Problem

NAME = "oneroster"
STUDENT = frozenset({"student"})
GUARDIAN = frozenset({"guardian", "parent", "relative"})
STAFF = frozenset(
    {"teacher", "aide", "counselor", "principal", "proctor", "siteAdministrator", "districtAdministrator"}
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A record or what is wrong with it, and the row it comes from."""

    row: Line
    said: Record | tuple[RowError, ...]


@dataclass(slots=True)
class Roster:
    """Everything in a bundle, by what it is about; read once, since users refer to rows of other files."""

    bundle: Bundle
    users: dict[str, Line] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    births: dict[str, Line] = field(default_factory=dict)
    homerooms: dict[str, Line] = field(default_factory=dict)
    class_of: dict[str, str] = field(default_factory=dict)
    items: dict[str, Line] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, bundle: Bundle) -> "Roster":
        found = cls(bundle)
        for row in bundle.rows("users.csv"):
            found._once(found.users, row)
        for row in bundle.rows("roles.csv"):
            if not row.gone:
                found._role(row)
        found.births = {row["sourcedId"]: row for row in bundle.rows("demographics.csv") if not row.gone}
        found.homerooms = {
            row["sourcedId"]: row
            for row in bundle.rows("classes.csv")
            if row["classType"] == "homeroom" and not row.gone
        }
        for row in bundle.rows("enrollments.csv"):
            if row["classSourcedId"] in found.homerooms and row["role"] == "student" and not row.gone:
                found.class_of[row["userSourcedId"]] = row["classSourcedId"]
        found.items = {row["sourcedId"]: row for row in bundle.rows("lineItems.csv")}
        return found

    def _once(self, into: dict[str, Line], row: Line) -> None:
        number = row["sourcedId"]
        if not number:
            self._wrong(row, "sourcedId", "", Reason.MISSING)
        elif number in into:
            self._wrong(row, "sourcedId", number, Reason.DUPLICATE, str(into[number].line))
        else:
            into[number] = row

    def _role(self, row: Line) -> None:
        user, role = row["userSourcedId"], row["role"]
        if user not in self.users:
            self._wrong(row, "userSourcedId", user, Reason.UNKNOWN_PERSON)
        elif role not in STUDENT | GUARDIAN | STAFF and not role.startswith("ext:"):
            self._wrong(row, "role", role, Reason.UNKNOWN_CODE, ", ".join(sorted(STUDENT | GUARDIAN | STAFF)))
        else:
            self.roles.setdefault(user, set()).add(role)

    def _wrong(self, row: Line, column: str, value: str, reason: Reason, detail: str = "") -> None:
        error = RowError(line=row.line, column=column, value=shown(value), reason=reason, detail=detail)
        self.problems.append((row.file, error))

    def loads(self) -> Iterator[tuple[Kind, list[Told]]]:
        """By kind, in the order in which they are to be stored."""
        yield Kind.STAFF, [self._staff(row) for row in self._with(STAFF)]
        yield Kind.STUDENTS, [self._student(row) for row in self._with(STUDENT)]
        yield Kind.GUARDIANS, list(self._guardians())
        yield Kind.RESULTS, [self._result(row) for row in self.bundle.rows("results.csv")]

    def _with(self, roles: frozenset[str]) -> list[Line]:
        return [row for number, row in self.users.items() if not row.gone and self.roles.get(number, set()) & roles]

    # -- persons

    def _staff(self, row: Line) -> Told:
        reader = _Reader(row)
        person = _person(reader, None)
        return reader.told(StaffRecord(line=1, identifiers=_identifiers(row, Source.STAFF_NUMBER), person=person))

    def _student(self, row: Line) -> Told:
        reader = _Reader(row)
        person = _person(reader, self.births.get(row["sourcedId"]))
        room = self.homerooms.get(self.class_of.get(row["sourcedId"], ""))
        group = reader.read("title", values.text, "", of=room) if room else ""
        return reader.told(
            StudentRecord(
                line=1, identifiers=_identifiers(row, Source.STUDENT_NUMBER), person=person, group=group[:120]
            )
        )

    def _guardians(self) -> Iterator[Told]:
        """A guardian of each student who names them as an agent; authority only where the role says so."""
        for student in self._with(STUDENT):
            for number in filter(None, (one.strip() for one in student["agentSourcedIds"].split(","))):
                row = self.users.get(number)
                roles = self.roles.get(number, set()) & GUARDIAN
                if row is None:
                    error = (student, "agentSourcedIds", number, Reason.UNKNOWN_PERSON)
                    yield Told(row=student, said=(_error(*error),))
                elif roles and not row.gone:
                    reader = _Reader(row)
                    person = _person(reader, None)
                    if not student["identifier"]:
                        reader.errors.append(_error(student, "identifier", "", Reason.MISSING))
                    yield reader.told(
                        GuardianRecord(
                            line=1,
                            student_number=student["identifier"],
                            guardian_number=number[:100],
                            person=person,
                            has_authority=roles != {"relative"},
                        )
                    )

    # -- results

    def _result(self, row: Line) -> Told:
        reader = _Reader(row)
        item = self.items.get(row["lineItemSourcedId"])
        if item is None:
            reader.wrong("lineItemSourcedId", row["lineItemSourcedId"], Reason.UNKNOWN_UNIT)
        score = row["textScore"] or row["score"]
        grade = reader.value("score", score, values.text, "")[:20] if score else ""
        if not grade and not row.gone and row["scoreStatus"] not in {"exempt", "not submitted"}:
            reader.wrong("score", "", Reason.MISSING)
        on = reader.read("scoreDate", values.day, None)
        if on is None and not reader.errors:
            reader.wrong("scoreDate", "", Reason.MISSING)
        as_of = reader.read("dateLastModified", lambda text: values.moment(text.replace("Z", "+00:00")), None)
        if reader.errors or on is None or item is None:
            return Told(row=row, said=tuple(reader.errors))
        return reader.told(
            ResultRecord(
                line=1,
                number=row["studentSourcedId"][:120],
                numbering=NAME,
                source=NAME,
                external_id=row["sourcedId"][:120],
                as_of=as_of,
                withdrawn=row.gone,
                on=on,
                title=reader.read("title", values.text, "", of=item)[:200],
                unit=item["sourcedId"][:40],
                grade=grade,
                points=_points(grade),
            )
        )


class _Reader:
    """Reads cells of a row and keeps what is wrong, under the file and column it stands in."""

    def __init__(self, row: Line) -> None:
        self.row = row
        self.errors: list[RowError] = []

    def read(self, column: str, reader: Callable[[str], T], empty: T, *, of: Line | None = None) -> T:
        row = of or self.row
        name = column if row.file == self.row.file else f"{row.file} {row.line}: {column}"
        return self.value(name, row[column], reader, empty) if row[column] else empty

    def value(self, name: str, given: str, reader: Callable[[str], T], empty: T) -> T:
        try:
            return reader(given)
        except Wrong as wrong:
            self.wrong(name, given, wrong.reason, wrong.detail)
            return empty

    def wrong(self, column: str, given: str, reason: Reason, detail: str = "") -> None:
        self.errors.append(_error(self.row, column, given, reason, detail))

    def told(self, record: Record) -> Told:
        return Told(row=self.row, said=tuple(self.errors) or record)


def _error(row: Line, column: str, given: str, reason: Reason, detail: str = "") -> RowError:
    return RowError(line=row.line, column=column, value=shown(given), reason=reason, detail=detail)


def _person(reader: _Reader, birth: Line | None) -> PersonFields:
    row = reader.row
    called = "preferredGivenName" if row["preferredGivenName"] else "givenName"
    family = "preferredFamilyName" if row["preferredFamilyName"] else "familyName"
    return PersonFields(
        given_name=reader.read(called, values.text, ""),
        family_name=reader.read(family, values.text, ""),
        birth_date=reader.read("birthDate", values.day, None, of=birth) if birth else None,
        email=reader.read("email", values.email, ""),
        phone=reader.read("sms" if row["sms"] else "phone", values.phone, ""),
        number=reader.read("identifier", values.number, ""),
    )


def _identifiers(row: Line, numbering: Source) -> tuple[Identifier, ...]:
    found = [Identifier(source=NAME, value=row["sourcedId"][:100])]
    if row["identifier"]:
        found.append(Identifier(source=numbering, value=row["identifier"][:100]))
    return tuple(found)


def _points(grade: str) -> Decimal | None:
    return points_in(grade) if grade else None
