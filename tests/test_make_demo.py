"""The demonstration as the README promises it: made with one command, served, and somebody to sign in as."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HOUVAST = str(Path(sys.executable).parent / "houvast")
pytestmark = pytest.mark.no_database


def surroundings(directory: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOUVAST_", "DJANGO_"))}
    return kept | {
        "HOUVAST_ENVIRONMENT": "development",
        "HOUVAST_DEMO": "true",
        "HOUVAST_DATA_DIRECTORY": str(directory),
    }


def run(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [HOUVAST, *arguments], env=surroundings(directory), capture_output=True, text=True, check=False, timeout=240
    )


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/sign-in/", timeout=10):
            return True
    except OSError:
        return False


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """Serve the demonstration on a port that is free now, and hand over its address once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = directory / "serve.log"
    command = [HOUVAST, "serve", "--port", str(port), "--workers", "1"]
    with log.open("wb") as written:
        server = subprocess.Popen(command, env=surroundings(directory), stdout=written, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 60
        while not answers(address):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def test_one_command_fills_the_database_and_the_sign_in_page_names_who_you_can_be(tmp_path: Path) -> None:
    made = run(tmp_path, "demo", "--students", "30", "--json")
    assert made.returncode == 0, made.stderr
    report = json.loads(made.stdout)
    assert report["students"] >= 30
    assert not report["kept"]
    with served(tmp_path) as address, urllib.request.urlopen(f"{address}/sign-in/") as page:
        text = page.read().decode()
    assert page.status == 200
    assert "Carla Bos" in text
    again = json.loads(run(tmp_path, "demo", "--json").stdout)
    assert again["kept"]
    assert again["students"] == report["students"]


@pytest.mark.proof
def test_the_same_seed_gives_the_same_school(tmp_path: Path) -> None:
    names = []
    for folder in ("one", "two"):
        assert run(tmp_path / folder, "demo", "--students", "12", "--seed", "7", "--json").returncode == 0
        listed = (
            "import django; django.setup(); from houvast.people.models import Person; "
            "print(sorted(Person.objects.values_list('sort_name', flat=True)))"
        )
        environment = surroundings(tmp_path / folder) | {"DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings"}
        command = [sys.executable, "-c", listed]
        names.append(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert names[0] == names[1]


@pytest.mark.long
def test_the_demonstration_refuses_a_database_with_a_real_school(tmp_path: Path) -> None:
    administrator = ("--given-name", "Bea", "--family-name", "Beheer", "--email", "beheer@example.org")
    started = run(tmp_path, "init", "--institution", "ROC Echt", "--code", "11AA", *administrator, "--json")
    assert started.returncode == 0, started.stderr
    refused = run(tmp_path, "demo", "--students", "3")
    assert refused.returncode == 1
    assert "not the demonstration" in refused.stderr
