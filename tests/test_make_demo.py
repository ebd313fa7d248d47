"""The demonstration as the README promises it: made with one command, served, and somebody to sign in as."""

import json
import os
import subprocess
import sys
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


@contextmanager
def served(directory: Path, port: int) -> Iterator[str]:
    command = [HOUVAST, "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env=surroundings(directory), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if b"Started worker" in line:
                break
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def test_one_command_fills_the_database_and_the_sign_in_page_names_who_you_can_be(tmp_path: Path) -> None:
    made = run(tmp_path, "demo", "--students", "30", "--json")
    assert made.returncode == 0, made.stderr
    report = json.loads(made.stdout)
    assert report["students"] >= 30
    assert not report["kept"]
    with served(tmp_path, 8731) as address, urllib.request.urlopen(f"{address}/sign-in/") as page:
        text = page.read().decode()
    assert page.status == 200
    assert "Carla Bos" in text
    again = json.loads(run(tmp_path, "demo", "--json").stdout)
    assert again["kept"]
    assert again["students"] == report["students"]


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


def test_the_demonstration_refuses_a_database_with_a_real_school(tmp_path: Path) -> None:
    administrator = ("--given-name", "Bea", "--family-name", "Beheer", "--email", "beheer@example.org")
    started = run(tmp_path, "init", "--institution", "ROC Echt", "--code", "11AA", *administrator, "--json")
    assert started.returncode == 0, started.stderr
    refused = run(tmp_path, "demo", "--students", "3")
    assert refused.returncode == 1
    assert "not the demonstration" in refused.stderr
