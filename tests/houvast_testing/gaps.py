"""What could not be run is named at the end, never silently; HOUVAST_REQUIRE turns a gap into a failure."""

import os
import shutil
from pathlib import Path

import pytest

from houvast.people.saml.part import lacking
from scripts.soak.pooler import program
from tests.houvast_testing.postgres import server_binaries

DATA = Path(os.environ.get("HOUVAST_DATA", Path(__file__).parents[2].parent / "shared" / "data"))


def browser_binary() -> str | None:
    return os.environ.get("HOUVAST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def missing() -> dict[str, str]:
    """The tools this machine lacks, by name, with what to do."""
    lacks = {}
    if browser_binary() is None:
        lacks["browser"] = "no chromium found: install Debian's chromium or set HOUVAST_CHROMIUM"
    if server_binaries() is None:
        lacks["postgres"] = "no PostgreSQL server found: install Debian's postgresql or set PG_BIN"
    if lacks_of_saml := lacking():
        lacks["saml"] = f"SAML needs {' and '.join(lacks_of_saml)}: install Debian's xmlsec1"
    if program() is None:
        lacks["pooler"] = "no PgBouncer found: install Debian's pgbouncer"
    if not DATA.is_dir():
        lacks["data"] = "the real and official files are not here: set HOUVAST_DATA"
    return lacks


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    lacks = missing()
    required = set(filter(None, os.environ.get("HOUVAST_REQUIRE", "").split(",")))
    if not_there := required & lacks.keys():
        pytest.exit("HOUVAST_REQUIRE: " + "; ".join(lacks[name] for name in sorted(not_there)), 4)
    for item in items:
        for name in ("browser", "data", "pooler", "saml"):
            if item.get_closest_marker(name) and name in lacks:
                item.add_marker(pytest.mark.skipif(True, reason=lacks[name]))
        if item.get_closest_marker("proof") and os.environ.get("HOUVAST_PROOF") != "1":
            item.add_marker(pytest.mark.skipif(True, reason="runs in `make proof`"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason in missing().values():
        terminalreporter.write_line(f"GAP: {reason}", yellow=True)
