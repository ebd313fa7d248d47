"""What Houvast has, in the words of the Open Education API, version 6: plain values in, JSON objects out.

Houvast has no offerings of its own. The programme in one school year (cohort) is served as a programme offering; a test
and a lesson are served inside the association, expanded. Their numbers are made from what they are, so that they stay
the same: see `offering_id`.
"""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from houvast.attendance.models import Absence
from houvast.education.models import Enrolment, Programme, Result
from houvast.people.clock import AMSTERDAM
from houvast.people.models import Organisation, Person

Thing = dict[str, Any]
PASSED = {True: "passed", False: "failed", None: "unknown"}
LEVELS = {1: "nlqf_1", 2: "nlqf_2", 3: "nlqf_3", 4: "nlqf_4"}
MODES = {"BOL": "full_time", "BBL": "dual_training", "OVO": "part_time"}


def named(text: str) -> list[Thing]:
    """A text as the standard writes it; the names of a school are Dutch."""
    return [{"language": "nl-NL", "value": text}]


def coded(kind: str, code: str) -> Thing:
    return {"codeType": kind, "code": code}


def moment(day: date | None, at: time = time(0, 0), zone: ZoneInfo = AMSTERDAM) -> str | None:
    """A day and time in Amsterdam, with its difference from UTC."""
    return None if day is None else datetime.combine(day, at, zone).isoformat()


def offering_id(*parts: object) -> str:
    """The number of an offering that Houvast does not store: made from what it is of."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "houvast:" + "/".join(str(part) for part in parts)))


def organisation(one: Organisation) -> Thing:
    return {
        "organisationId": str(one.pk),
        "primaryCode": coded("brin" if one.code else "identifier", one.code or str(one.pk)),
        "organisationType": "root",
        "name": named(one.name),
    }


def person(one: Person, *, active: bool, contact: bool) -> Thing:
    """A student; how to reach them and their birth date only with `contact`."""
    said: Thing = {
        "personId": str(one.pk),
        "primaryCode": coded("student_number" if one.number else "identifier", one.number or str(one.pk)),
        "givenName": one.given_name or None,
        "surnamePrefix": one.name_prefix or None,
        "surname": one.family_name,
        "displayName": one.name,
        "activeEnrolment": active,
        "affiliations": ["student"],
        "languageOfChoice": ["en-GB" if one.language == "en" else "nl-NL"],
    }
    if contact:
        said |= {
            "dateOfBirth": one.birth_date.isoformat() if one.birth_date else None,
            "email": one.email or None,
            "mobileNumber": one.phone or None,
        }
    return said


def programme(one: Programme) -> Thing:
    code = coded("x-crebo", one.crebo) if one.crebo else coded("identifier", str(one.pk))
    return {
        "programmeId": str(one.pk),
        "primaryCode": code,
        "programmeType": "programme",
        "name": named(one.name),
        "levelOfQualification": LEVELS.get(one.level or 0),
        "duration": f"P{one.years}Y" if one.years else None,
    }


def programme_offering(one: Programme, cohort: str) -> Thing:
    """The programme in the year in which students began (`cohort`); empty: whenever they began."""
    return {
        "programmeOfferingId": offering_id("programme", one.pk, cohort),
        "primaryCode": coded("identifier", f"{one.crebo or one.pk}{f'-{cohort}' if cohort else ''}"),
        "name": named(f"{one.name} {cohort}".strip()),
        "programmeId": str(one.pk),
        "organisationId": str(one.organisation_id),
    }


def enrolment(one: Enrolment, today: date) -> Thing:
    is_over = one.ends_on is not None and one.ends_on < today
    return {
        "associationId": str(one.pk),
        "role": "student",
        "state": "finished" if is_over else "associated",
        "startDateTime": moment(one.starts_on),
        "expectedEndDateTime": moment(one.expected_end_on),
        "actualEndDateTime": moment(one.ends_on),
        "personId": str(one.student_id),
        "programmeOfferingId": offering_id("programme", one.programme_id, one.cohort),
    }


def result(one: Result) -> Thing:
    """A result, as an association with the test it is of."""
    said: Thing = {
        "state": "completed",
        "pass": PASSED[one.passed],
        "score": one.grade or None,
        "resultDateTime": moment(one.on),
    }
    if one.weight is not None:
        said["weight"] = int(one.weight)
    test = offering_id("test", one.organisation_id, one.unit or one.title)
    return {
        "associationId": str(one.pk),
        "role": "student",
        "state": "finished",
        "attempt": one.attempt,
        "personId": str(one.student_id),
        "testComponentOffering": {
            "testComponentOfferingId": test,
            "primaryCode": coded("identifier", one.unit or test),
            "name": named(one.title),
        },
        "result": said,
    }


def absence(one: Absence) -> Thing:
    """A lesson or day that a student missed. Why is not told: the standard has no word for it."""
    begins = one.starts_at or time(0, 0)
    starts = datetime.combine(one.day, begins, AMSTERDAM)
    lesson = offering_id("lesson", one.organisation_id, one.day, begins, one.lesson)
    return {
        "associationId": str(one.pk),
        "role": "student",
        "state": "finished",
        "attendance": "absent",
        "personId": str(one.student_id),
        "learningComponentOffering": {
            "learningComponentOfferingId": lesson,
            "primaryCode": coded("identifier", lesson),
            "name": named(one.lesson or "-"),
            "startDateTime": starts.isoformat(),
            "endDateTime": (starts + timedelta(minutes=one.minutes)).isoformat(),
        },
    }
