"""A database of its own for one measurement, and a process of its own: settings and statistics are nobody else's."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.houvast_testing.postgres import Server, server_binaries

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent
VENDORS = ("sqlite", "postgresql")
NANOSECONDS = 1_000_000_000


def vendors(figure: str, chosen: str | None) -> list[str]:
    """The databases to measure on: the chosen one or both; says so where no PostgreSQL server is installed."""
    found = []
    for vendor in [chosen] if chosen else VENDORS:
        if vendor == "postgresql" and server_binaries() is None:
            print(json.dumps({"figure": figure, "database": vendor, "left_out": "no PostgreSQL server installed"}))
            continue
        found.append(vendor)
    return found


def spent() -> float:
    """Seconds of the processor, of this process and of the server's process that works for it, so that what else the
    machine does changes nothing. SQLite works inside this process.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    worker = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return time.process_time() + int(worker.read_text().split()[0]) / NANOSECONDS


def in_fresh_database(vendor: str, script: str, *arguments: str, shown: bool = True) -> str:
    """Run this script in a process of its own with a new, empty database; gives what it printed unless it is shown."""
    with tempfile.TemporaryDirectory(prefix="houvast-bench-") as directory:
        environment = os.environ | {
            "HOUVAST_ENVIRONMENT": "test",
            "HOUVAST_DATA_DIRECTORY": directory,
            "HOUVAST_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings",
        }
        environment.pop("HOUVAST_DATABASE_URL", None)
        binaries = server_binaries()
        server = Server(binaries) if vendor == "postgresql" and binaries else None
        try:
            if server:
                server.start()
                environment["HOUVAST_DATABASE_URL"] = server.url.replace("/houvast?", "/postgres?")
            command, out = [sys.executable, script, *arguments], None if shown else subprocess.PIPE
            done = subprocess.run(command, env=environment, check=True, cwd=ROOT, stdout=out, text=True)
        finally:
            if server:
                server.stop()
    return done.stdout or ""


def at_each_size(name: str, program: str, description: str | None, measure_one: Callable[[int, int], None]) -> int:
    """The command line of a bench of `name`: `measure_one(students, rounds)` in a fresh database each."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--sizes", default="1000,100000")
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure_one(given.one, given.rounds)
        return 0
    for vendor in vendors(name, given.database):
        for size in map(int, given.sizes.split(",")):
            in_fresh_database(vendor, program, "--one", str(size), "--rounds", str(given.rounds))
    return 0
