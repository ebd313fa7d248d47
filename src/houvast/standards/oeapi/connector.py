"""Asks an endpoint of the Open Education API, version 6, what a school needs to guide its students.

A round goes through three stages, each page by page: the programmes, the offerings of every programme, and the persons.
With a page of persons come their associations: with programme offerings (enrolments), with courses and tests
(results), and with learning components (attendance). The cursor is the stage and the page, so that a visit that was
cut off goes on
with the page it was at. A path that an endpoint does not serve (404) is left out.

Not taken over: what `exchange.sources.oeapi` leaves of a person, comments, documents, groups and rooms.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from houvast.exchange.reading import values
from houvast.exchange.reading.errors import Reason, RowError, Wrong
from houvast.exchange.records import EnrolmentFields, Kind, StudentRecord
from houvast.exchange.sources import oeapi, oeapi_associations
from houvast.people.clock import AMSTERDAM
from houvast.standards.connecting.contract import (
    Asked,
    Batch,
    CannotReach,
    Connector,
    Found,
    Load,
    Memory,
    ProgrammeSaid,
    Trouble,
)
from houvast.standards.connecting.fetching import Endpoint

NAME = "oeapi"
PAGE = 100
MOST_PAGES = 10_000
CREBO = re.compile(r"[0-9]{5}")
EQF_TO_LEVEL = {"eqf_1": 1, "eqf_2": 2, "eqf_3": 3, "eqf_4": 4, "nlqf_1": 1, "nlqf_2": 2, "nlqf_3": 3, "nlqf_4": 4}
PATHWAYS = {"full_time": "BOL", "dual_training": "BBL", "part_time": "OVO", "self_paced": "OVO"}
RESULTS = ("course-offering-associations", "test-component-offering-associations")
ATTENDANCE = "learning-component-offering-associations"
ENROLMENTS = "programme-offering-associations"
CAME_TO_NOTHING = frozenset({"pending", "queued", "cancelled", "denied"})
Thing = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Oeapi:
    """An endpoint, asked page by page."""

    endpoint: Endpoint
    name: str = NAME
    page_size: int = PAGE

    def batches(self, cursor: str, memory: Memory) -> Iterator[Batch]:
        """A batch per page. Raises CannotReach."""
        stage, _, number = cursor.partition("/")
        page = int(number or 1)
        if stage in {"", "programmes"}:
            yield from self._programmes(page)
            stage, page = "offerings", 1
        if stage == "offerings":
            yield from self._offerings(page, memory)
            stage, page = "persons", 1
        if stage != "persons":
            raise CannotReach(cursor, Trouble.OTHER_VERSION)
        yield from self._persons(page, memory)

    # -- stage 1 and 2

    def _programmes(self, first: int) -> Iterator[Batch]:
        for page, things, more in self._pages("programmes", first):
            told = tuple(one for thing in things if (one := programme_in(thing)))
            known = tuple((f"programme/{one.about}", one.name) for one in told)
            after = f"programmes/{page + 1}" if more else "offerings/1"
            yield Batch(cursor=after, programmes=told, remembered=known)

    def _offerings(self, first: int, memory: Memory) -> Iterator[Batch]:
        """The offerings of one programme after the other; the cursor counts programmes."""
        programmes = memory.keys("programme/")
        for place, key in enumerate(programmes, 1):
            if place < first:
                continue
            about = key.removeprefix("programme/")
            told: list[tuple[str, str]] = []
            for _, things, _ in self._pages(f"programmes/{about}/programme-offerings", 1):
                numbers = [_id(one, "programmeOfferingId") for one in things]
                told += [(f"offering/{number}", about) for number in numbers if number]
            after = f"offerings/{place + 1}" if place < len(programmes) else "persons/1"
            yield Batch(cursor=after, remembered=tuple(told))

    # -- stage 3

    def _persons(self, first: int, memory: Memory) -> Iterator[Batch]:
        offerings: dict[str, Thing] = {}
        for page, things, more in self._pages("persons", first):
            students = tuple(self._student(one, memory) for one in things)
            numbers = [one.about for one in students if isinstance(one.said, StudentRecord)]
            results = tuple(self._facts(Kind.RESULTS, numbers, RESULTS, offerings))
            absences = tuple(self._facts(Kind.ABSENCES, numbers, (ATTENDANCE,), offerings))
            yield Batch(
                cursor=f"persons/{page + 1}" if more else "",
                loads=(
                    Load(kind=Kind.STAFF, found=tuple(_person(Kind.STAFF, one) for one in things if _is_staff(one))),
                    Load(kind=Kind.STUDENTS, found=students),
                    Load(kind=Kind.RESULTS, found=results),
                    Load(kind=Kind.ABSENCES, found=absences),
                ),
            )

    def _student(self, thing: Thing, memory: Memory) -> Found:
        found = _person(Kind.STUDENTS, thing)
        if not isinstance(found.said, StudentRecord):
            return found
        rows: list[EnrolmentFields] = []
        errors: list[RowError] = []
        for one in self._associations(found.about, ENROLMENTS):
            try:
                if (row := self._enrolment(one, memory)) is not None:
                    rows.append(row)
            except Wrong as wrong:
                errors.append(RowError(line=1, column=f"{ENROLMENTS}: {wrong.detail}", value="", reason=wrong.reason))
        if errors:
            return Found(about=found.about, said=tuple(errors))
        student = StudentRecord(
            line=1,
            identifiers=found.said.identifiers,
            person=found.said.person,
            enrolments=tuple(sorted(rows, key=lambda row: row.key)),
        )
        return Found(about=found.about, said=student)

    def _enrolment(self, one: Thing, memory: Memory) -> EnrolmentFields | None:
        """An association of a student with a programme offering; None for one that came to nothing."""
        if one.get("role", "student") != "student" or one.get("state") in CAME_TO_NOTHING:
            return None
        expanded = one.get("programmeOffering")
        offering: Thing = expanded if isinstance(expanded, dict) else {}
        inside = offering.get("programme")
        programme = programme_in(inside) if isinstance(inside, dict) else None
        number = _id(one, "programmeOfferingId") or _id(offering, "programmeOfferingId")
        about = programme.about if programme else _id(offering, "programmeId") or memory.recalled(f"offering/{number}")
        known = (memory.programme(about) if about else None) or programme
        starts = day_in(one, "startDateTime") or day_in(offering, "startDateTime")
        return EnrolmentFields(
            key=str(one["associationId"])[:120],
            programme=known.name if known else "",
            crebo=known.crebo if known else "",
            level=known.level if known else None,
            pathway=PATHWAYS.get(str((inside or {}).get("modeOfStudy") if isinstance(inside, dict) else ""), ""),
            starts_on=starts,
            expected_end_on=day_in(one, "expectedEndDateTime") or day_in(offering, "endDateTime"),
            ends_on=day_in(one, "actualEndDateTime"),
        )

    def _facts(
        self, kind: Kind, persons: list[str], paths: tuple[str, ...], offerings: dict[str, Thing]
    ) -> Iterator[Found]:
        for number in persons:
            for path in paths:
                for one in self._associations(number, path):
                    whole = self._with_offering(one, path.removesuffix("-associations"), offerings)
                    said = oeapi_associations.record(kind, 1, {**whole, "personId": number, "person": None})
                    if said is not None:
                        yield Found(about=str(one["associationId"]), person=number, said=said)

    def _with_offering(self, one: Thing, path: str, offerings: dict[str, Thing]) -> Thing:
        """The association with its offering, asked for once in a visit where the system gives its number only."""
        first, *others = path.split("-")
        name = first + "".join(word.capitalize() for word in others)
        number = _id(one, f"{name}Id")
        if isinstance(one.get(name), dict) or not number:
            return one
        if number not in offerings:
            offerings[number] = self.endpoint.get(f"{path}s/{number}") or {}
        return {**one, name: offerings[number]}

    def _associations(self, person: str, path: str) -> Iterator[Thing]:
        if not person:
            return
        for _, things, _ in self._pages(f"persons/{person}/{path}", 1):
            for thing in things:
                if _id(thing, "associationId"):
                    yield thing

    def _pages(self, path: str, first: int) -> Iterator[tuple[int, list[Thing], bool]]:
        """The pages from `first` on, each with its number and whether another follows; one empty page for a 404."""
        for page in range(first, first + MOST_PAGES):
            said = self.endpoint.get(path, {"pageNumber": page, "pageSize": self.page_size})
            items = said.get("items") if said is not None else []
            if not isinstance(items, list):
                raise CannotReach(path, Trouble.OTHER_VERSION)
            more = bool(said is not None and said.get("hasNextPage")) and bool(items)
            yield page, [one for one in items if isinstance(one, dict)], more
            if not more:
                return
        raise CannotReach(f"{path} (> {MOST_PAGES} x)", Trouble.TOO_LARGE)


def make(asked: Asked) -> Connector:
    """For the command line. Raises CannotReach for an address that cannot be asked."""
    return Oeapi(endpoint=Endpoint(address=asked.address, token=asked.token))


def programme_in(thing: Mapping[str, Any]) -> ProgrammeSaid | None:
    """A programme, with its crebo where one of its codes is that; None without number or name."""
    about, name = _id(thing, "programmeId"), text_in(thing.get("name"))
    if not about or not name:
        return None
    others = thing.get("otherCodes")
    codes = [thing.get("primaryCode"), *(others if isinstance(others, list) else ())]
    crebo = next(
        (
            str(one.get("code"))
            for one in codes
            if isinstance(one, dict) and "crebo" in str(one.get("codeType", "")).lower()
        ),
        "",
    )
    level = EQF_TO_LEVEL.get(str(thing.get("levelOfQualification") or ""))
    return ProgrammeSaid(about=about, name=name[:200], crebo=crebo if CREBO.fullmatch(crebo) else "", level=level)


def text_in(given: object) -> str:
    """A text in more languages: the Dutch one, else the first. Without a sign that a sheet would run."""
    texts = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    by_language = {str(one.get("language", ""))[:2]: str(one.get("value") or "") for one in reversed(texts)}
    first = str(texts[0].get("value") or "") if texts else given if isinstance(given, str) else ""
    try:
        return values.text((by_language.get("nl") or first).strip(), longest=200)
    except Wrong:
        return ""


def day_in(thing: Mapping[str, Any], name: str) -> date | None:
    """The day in Amsterdam of a moment; Wrong when it is none."""
    given = thing.get(name)
    if given in (None, ""):
        return None
    try:
        return values.moment(str(given).replace("Z", "+00:00")).astimezone(AMSTERDAM).date()
    except Wrong as wrong:
        raise Wrong(wrong.reason, name) from None


def _id(thing: Mapping[str, Any], name: str) -> str:
    given = thing.get(name)
    return given.strip()[:120] if isinstance(given, str) else ""


def _person(kind: Kind, thing: Thing) -> Found:
    said: Any = oeapi.record(kind, 1, thing)
    about = oeapi.identity(thing)[:120]
    if not about:
        said = (RowError(line=1, column="personId", value="", reason=Reason.MISSING),)
    return Found(about=about or "?", said=said)


def _is_staff(thing: Thing) -> bool:
    """Only who is said to work here; who is said to be nothing in particular is taken for a student."""
    return "employee" in (thing.get("affiliations") or ())
