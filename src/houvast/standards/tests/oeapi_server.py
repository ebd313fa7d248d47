"""A server of the Open Education API, version 6, made of the specification's own examples, on this machine only."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from houvast.standards.tests.spec import answer_of, example, problem_with, spec

TOKEN = "let-me-in"
Thing = dict[str, Any]


def number(kind: str, place: int) -> str:
    """A number as the specification wants them, telling kinds apart."""
    return f"{sum(map(ord, kind)):08x}-0000-7000-8000-{place:012x}"


@dataclass(slots=True)
class Served:
    """What the server has: lists and single things by path; `busy` answers are refused first."""

    lists: dict[str, list[Thing]] = field(default_factory=dict)
    singles: dict[str, Thing] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    busy: int = 0
    dies_at: str = ""
    address: str = ""

    def answer(self, path: str, query: dict[str, list[str]]) -> tuple[int, Thing]:
        if path in self.singles:
            return 200, self.singles[path]
        if path not in self.lists:
            return 404, {"status": "404", "title": "not here"}
        size, page = int(query.get("pageSize", ["10"])[0]), int(query.get("pageNumber", ["1"])[0])
        things = self.lists[path]
        first = (page - 1) * size
        return 200, {
            "pageSize": size,
            "pageNumber": page,
            "hasPreviousPage": page > 1,
            "hasNextPage": first + size < len(things),
            "items": things[first : first + size],
        }


@contextmanager
def serving(served: Served) -> Iterator[Served]:
    """The server, while the test runs; every good answer fits the specification."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            served.asked.append(self.path)
            if served.dies_at and served.dies_at in self.path:
                self.close_connection = True
                return
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                self.send(401, {"status": "401", "title": "who are you?"})
            elif served.busy:
                served.busy -= 1
                self.send(429, {"status": "429", "title": "one moment"})
            else:
                status, said = served.answer(parts.path, parse_qs(parts.query))
                if status == 200:
                    assert problem_with(said, answer_of(_path_of(parts.path))) == "", parts.path
                self.send(status, said)

        def send(self, status: int, said: Thing) -> None:
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing: the test tells."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _path_of(path: str) -> str:
    """The path of the specification that this one is an instance of."""
    for one in spec()["paths"]:
        if re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", one), path):
            return str(one)
    message = f"{path} is no path of the specification"
    raise AssertionError(message)


def school(*, students: int = 3) -> Served:
    """A school of the specification's own examples: two programmes with an offering each, students and a teacher."""
    served = Served()
    programmes = [
        example("Programme", programmeId=number("programme", place), name=[{"language": "nl-NL", "value": name}],
                primaryCode={"codeType": "x-crebo", "code": crebo}, levelOfQualification="nlqf_4")
        for place, (name, crebo) in enumerate((("Verpleegkunde", "25655"), ("Techniek", "25001")))
    ]  # fmt: skip
    served.lists["/programmes"] = programmes
    for place, one in enumerate(programmes):
        offering = example("ProgrammeOffering", programmeOfferingId=number("offering", place),
                           programmeId=one["programmeId"], startDateTime="2026-08-31T22:00:00Z")  # fmt: skip
        served.lists[f"/programmes/{one['programmeId']}/programme-offerings"] = [offering]
    served.lists["/persons"] = [_person(place) for place in range(students)]
    served.lists["/persons"].append(_person(900, affiliations=["employee"], surname="Lesgever"))
    for place in range(students):
        _follow(served, place)
    lesson = number("lesson", 0)
    served.singles[f"/learning-component-offerings/{lesson}"] = example(
        "LearningComponentOffering", learningComponentOfferingId=lesson, name=[{"language": "nl", "value": "Rekenen"}],
        startDateTime="2026-11-16T08:00:00Z", endDateTime="2026-11-16T09:00:00Z",
    )  # fmt: skip
    test = number("test", 0)
    served.singles[f"/test-component-offerings/{test}"] = example(
        "TestComponentOffering", testComponentOfferingId=test, name=[{"language": "nl", "value": "Toets rekenen"}]
    )
    return served


def _person(place: int, **values: object) -> Thing:
    said: Thing = {
        "personId": number("person", place),
        "primaryCode": {"codeType": "student_number", "code": f"{100_000 + place}"},
        "surname": f"Damme{place}",
        "email": f"s{place}@example.org",
        "affiliations": ["student"],
        **values,
    }
    return example("Person", **said)


def _follow(served: Served, place: int) -> None:
    """Enrolled, absent once, one test passed: with the examples' own values for the rest."""
    person = f"/persons/{number('person', place)}"
    served.lists[f"{person}/programme-offering-associations"] = [
        example("ProgrammeOfferingAssociation", associationId=number("enrolment", place), actualEndDateTime=None,
                personId=number("person", place), programmeOfferingId=number("offering", place % 2))
    ]  # fmt: skip
    served.lists[f"{person}/learning-component-offering-associations"] = [
        example("LearningComponentOfferingAssociation", associationId=number("absence", place), attendance="absent",
                personId=number("person", place), learningComponentOfferingId=number("lesson", 0))
    ]  # fmt: skip
    result = example("Result", score="7,5", state="completed", resultDateTime="2026-11-10T10:00:00Z")
    result["pass"] = "passed"
    served.lists[f"{person}/test-component-offering-associations"] = [
        example("TestComponentOfferingAssociation", associationId=number("result", place), result=result,
                personId=number("person", place), testComponentOfferingId=number("test", 0))
    ]  # fmt: skip
