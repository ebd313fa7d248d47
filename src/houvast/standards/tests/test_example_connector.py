"""The worked example of docs/connectors.md does what the page says, against a real server."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from houvast.attendance.models import Absence
from houvast.operation.cli import main
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.standards import example
from houvast.standards.actions import connect as connected
from houvast.standards.connecting import known
from houvast.standards.connecting.contract import Asked, Batch
from houvast.standards.connecting.visiting import visit
from houvast.standards.models import Conflict
from tests.houvast_testing.cast import make_organisation

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).parents[4] / "docs/connectors.md"
PUPILS: list[dict[str, Any]] = [
    {"nr": f"{1000 + n}", "first": "Sam", "last": f"Jansen{n}", "born": "2008-03-02", "class": "4A",
     "missed": [{"id": f"m-{n}", "date": "2026-11-16", "minutes": 60, "allowed": n % 2 == 0}]}
    for n in range(120)
]  # fmt: skip


@pytest.fixture
def address() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            after = parse_qs(urlsplit(self.path).query).get("after", [""])[0]
            rest = [one for one in PUPILS if one["nr"] > after]
            content = json.dumps({"pupils": rest[:50], "last": len(rest) <= 50}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing: the test tells."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_pupils_and_what_they_missed_come_in_and_nothing_twice(address: str) -> None:
    make_organisation()
    source = connected(connector="example", address=address, institution="", token="", restart=False, at=now())
    first = visit(source, example.make(Asked(address=address)), clock=now)
    assert (first.complete, first.batches, first.wrong) == (True, 3, 0)
    assert (Person.objects.filter(is_student=True).count(), Absence.objects.count()) == (120, 120)
    again = visit(source, example.make(Asked(address=address)), clock=now)
    assert (again.added, again.changed) == (0, 0)


def test_a_wrong_value_is_told_and_the_others_come_in(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_organisation()
    monkeypatch.setitem(PUPILS[3], "born", "2008-14-02")
    source = connected(connector="example", address=address, institution="", token="", restart=False, at=now())
    visit(source, example.make(Asked(address=address)), clock=now)
    assert Person.objects.filter(is_student=True).count() == 119
    assert set(Conflict.objects.values_list("kind", "about")) == {("students", "1003"), ("absences", "m-3")}


def test_the_cursor_after_a_batch_is_where_the_next_visit_begins(address: str) -> None:
    class Nothing:
        def recalled(self, _key: str) -> str:
            return ""

        def keys(self, _beginning: str) -> tuple[str, ...]:
            return ()

        def programme(self, _about: str) -> None:
            return None

    batches: list[Batch] = list(example.make(Asked(address=address)).batches("1049", Nothing()))
    assert [one.cursor for one in batches] == ["1099", ""]
    assert batches[0].loads[0].found[0].about == "1050"


def test_a_package_that_is_installed_offers_its_connector_to_the_command(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = EntryPoint(name="example", value="houvast.standards.example:make", group="houvast.connectors")
    monkeypatch.setattr(known, "entry_points", lambda *, group: [offered] if group == offered.group else [])
    make_organisation()
    ran = CliRunner().invoke(main, ["connect", "example", address, "--json"])
    assert json.loads(ran.stdout)["complete"]


def test_the_page_quotes_the_example_as_it_is() -> None:
    text = DOCS.read_text()
    code = Path(example.__file__).read_text()
    blocks = [part.split("```")[0] for part in text.split("```python\n")[1:]]
    assert blocks
    for block in blocks:
        assert block.strip() in code, block
