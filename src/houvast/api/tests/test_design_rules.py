"""The NL API Design Rules, one test for each, named after its id."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from pydantic import TypeAdapter

from houvast.api.addresses import trouble_with
from houvast.api.rest.items import AbsenceBatch, ResultBatch, StudentBatch
from houvast.api.rest.shapes import Handover, Student
from houvast.api.tests.conftest import BASE, System, Systems
from houvast.api.version import VERSION
from houvast.attendance.models import Absence
from houvast.people.clock import today
from houvast.settings.api import api
from tests.houvast_testing.cast import Cast

GUIDE = Path(__file__).parents[4] / "docs" / "api.md"
SCHEMA: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
METHODS = frozenset({"get", "head", "post", "put", "patch", "delete", "options"})
pytestmark = pytest.mark.django_db


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in SCHEMA["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def segments() -> set[str]:
    return {part for path in SCHEMA["paths"] for part in path.strip("/").split("/") if not part.startswith("{")}


@pytest.fixture
def system(systems: Systems) -> System:
    return systems.system()


def test_core_publish_openapi() -> None:
    answer = Browser().get(f"{BASE}/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["openapi"].startswith("3.1")


def test_core_uri_version() -> None:
    assert re.fullmatch(r"/api/v\d+", BASE)
    assert [server["url"].endswith(BASE) for server in SCHEMA["servers"]] == [True]
    assert not [path for path in SCHEMA["paths"] if "/v1" in path], "the version stands in the server's address, once"


def test_core_semver() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", SCHEMA["info"]["version"])
    assert VERSION.startswith("1.")


def test_core_version_header(system: System) -> None:
    for path in ("/students", "/nothing-here", "/absences?cursor=x"):
        assert system.get(path).headers["API-Version"] == VERSION
    assert all("API-Version" in one["headers"] for _, _, op in operations() for one in op["responses"].values())


def test_core_no_trailing_slash(system: System) -> None:
    assert not [path for path in SCHEMA["paths"] if path.endswith("/")]
    assert system.get("/students/").status_code == 404


def test_core_path_segments_kebab_case() -> None:
    assert not [part for part in segments() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", part)]


def test_core_query_keys_camel_case() -> None:
    keys = {one["name"] for _, _, op in operations() for one in op["parameters"] if one["in"] == "query"}
    assert {"pageSize", "studentId"} <= keys
    assert not [key for key in keys if not re.fullmatch(r"[a-z][a-zA-Z0-9]*", key)]


def test_core_naming_resources() -> None:
    """Nouns: no address says what to do with it."""
    verbs = {"get", "add", "create", "update", "delete", "change", "find", "search", "list", "send", "make"}
    assert not [part for part in segments() if verbs & set(part.split("-"))]


def test_core_naming_collections() -> None:
    """Plural, but for the one thing of its kind and the subject of a group of addresses."""
    one_of_its_kind = {"api", "v1", "law", "contact"}
    assert not [part for part in segments() - one_of_its_kind if not part.endswith("s")]


def test_core_http_methods(system: System) -> None:
    assert {method for _, method, _ in operations()} <= METHODS
    assert system.post("/students", {}).status_code == 405
    assert "GET" in system.post("/students", {}).headers["Allow"]


def test_core_error_handling_problem_details(system: System) -> None:
    answer = system.get("/absences", pageSize=0)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail"} <= set(answer.json())
    assert answer.json()["status"] == answer.status_code == 400


def test_core_error_handling_all_errors(systems: Systems) -> None:
    """Whoever refuses, even before or after the API itself, says it in the same form."""
    system = systems.system(scopes=["students:read"])
    answers = [
        (Browser().get(f"{BASE}/students"), 401),
        (system.get("/absences"), 403),
        (system.get("/nothing-here"), 404),
        (system.post("/students", {}), 405),
        (system.get("/students", pageSize="many"), 400),
        (Browser().get(f"{BASE}/students", headers={"Host": "elsewhere.example.org"}), 400),
        (Browser().post(f"{BASE}/handovers/messages", "x", content_type="application/jose"), 401),
    ]
    for answer, status in answers:
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
        assert answer.json()["status"] == status
    described = [
        (path, code, content)
        for path, _, op in operations()
        for code, one in op["responses"].items()
        if int(code) >= 400
        for content in one.get("content", {})
    ]
    assert {content for *_, content in described} == {"application/problem+json"}


def test_core_error_handling_invalid_input(system: System) -> None:
    answer = system.post("/absence-batches", {"items": [{"number": "1", "day": "never", "minutes": 0, "kind": "x"}]})
    assert answer.status_code == 400
    errors = answer.json()["errors"]
    assert {one["location"]["pointer"] for one in errors} == {"#/items/0/day", "#/items/0/minutes", "#/items/0/kind"}
    assert all(set(one) == {"in", "location", "code", "detail"} and one["in"] == "body" for one in errors)


def _values(cast: Cast, system: System) -> dict[str, Any]:
    Absence.objects.create(
        organisation=cast.organisation, student=cast.student, day=today(), minutes=5, kind=1, source="file"
    )
    found: dict[str, Any] = system.get("/absences").json()["items"][0]
    return found


def _formats() -> Iterator[tuple[str, str]]:
    for schema in SCHEMA["components"]["schemas"].values():
        for name, one in schema.get("properties", {}).items():
            for kind in (one, *one.get("anyOf", ())):
                if "format" in kind:
                    yield name, kind["format"]


def test_core_date_time_format(cast: Cast, system: System) -> None:
    assert date.fromisoformat(_values(cast, system)["day"]) == today()
    named = dict(_formats())
    assert {"date", "date-time"} <= set(named.values())
    assert all(kind == "date-time" for name, kind in named.items() if name.endswith("At") and name != "startsAt")


def test_core_date_time_timezone(systems: Systems) -> None:
    """Moments are said with their zone."""
    moment = datetime.fromisoformat("2026-11-22T10:00:00+00:00")
    said = TypeAdapter(datetime).dump_json(moment).decode()
    assert Handover.model_fields["asked_at"].annotation is datetime
    assert said == '"2026-11-22T10:00:00Z"'


def test_core_date_time_date_omit_time_portion(cast: Cast, system: System) -> None:
    """What is a day says no time."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", _values(cast, system)["day"])
    assert all(kind == "date" for name, kind in _formats() if name.endswith("On") or name in {"day", "birthDate"})


def test_core_deprecation_schedule() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert "## How long a version is kept" in text
    assert "`Deprecation`" in text
    assert "`Sunset`" in text


def test_core_transition_period() -> None:
    assert "one year" in GUIDE.read_text(encoding="utf-8").partition("## How long a version is kept")[2]


def test_core_transport_tls() -> None:
    """Production speaks over TLS only: it sends whoever does not to https, and tells browsers to stay there."""
    text = (Path(__file__).parents[2] / "settings" / "django_settings.py").read_text(encoding="utf-8")
    assert "SECURE_SSL_REDIRECT = PRODUCTION" in text
    assert "SECURE_HSTS_SECONDS = 63072000 if PRODUCTION" in text
    assert trouble_with("ftp://example.org/hook")


def test_core_transport_cors() -> None:
    asked = {"Origin": "https://rooster.example.org", "Access-Control-Request-Method": "GET"}
    answer = Browser().options(f"{BASE}/students", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


def test_core_transport_security_headers(system: System) -> None:
    headers = system.get("/students").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Type"].startswith("application/json")
    assert "Set-Cookie" not in headers


def test_core_transport_no_sensitive_uris() -> None:
    """An address holds ids and choices of a page: no number, name, day of birth or token."""
    allowed = {"pageSize", "cursor", "studentId", "caseId", "year", "language", "student_id", "case_id"}
    places = {one["name"] for _, _, op in operations() for one in op["parameters"] if one["in"] in {"query", "path"}}
    assert places <= allowed
    answer = Browser().get(f"{BASE}/students", {"access_token": "hv_x", "token": "hv_x"})
    assert answer.status_code == 401


def test_core_doc_openapi_contact() -> None:
    assert set(SCHEMA["info"]["contact"]) == {"name", "url", "email"}
    assert all(SCHEMA["info"]["contact"].values())


def test_core_stateless(system: System) -> None:
    """Nothing is kept between two requests but what was written: no session, no cookie; any node may answer."""
    assert not system.get("/students").cookies
    assert not [one for _, _, op in operations() for one in op["parameters"] if one["in"] == "cookie"]


def test_core_changelog() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert f"### {VERSION}" in text.partition("## Changes")[2]


def test_every_example_in_the_description_has_the_form_it_is_an_example_of() -> None:
    for model in (StudentBatch, AbsenceBatch, ResultBatch, Student):
        for example in model.model_json_schema()["examples"]:
            model.model_validate(example)
        assert SCHEMA["components"]["schemas"][model.__name__]["examples"]
