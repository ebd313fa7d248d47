"""Behind PgBouncer in transaction mode: connections are shared by everybody, and nobody sees through the wall."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from houvast.outbox.tests.servers import free_port
from scripts.soak.cluster import Cluster
from scripts.soak.pooler import Pooler
from tests.soak.test_soak import ROOT, soak

pytestmark = [pytest.mark.postgres, pytest.mark.pooler, pytest.mark.no_database, pytest.mark.long]

MIGRATE = "from houvast.operation.cli import main; main()"
TAKE_TURNS = """
import json, sys, threading
from houvast.operation.cli.start import start_django
start_django()
from django.db import connection
from houvast.people.clock import now
from houvast.people.models import Organisation, Person
from houvast.privacy.scope import organisation_scope

def pid():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]

ours = [Organisation.objects.create(name=f"School {n}").pk for n in range(4)]
for one in ours:
    with organisation_scope([one]):
        Person.objects.create(organisation_id=one, given_name="Sam", sort_name="sam", created_at=now())
wrong, pids = [], set()

def look(one):
    for _time in range(50):
        with organisation_scope([one]):
            pids.add(pid())
            seen = set(Person.objects.values_list("organisation_id", flat=True))
            for found in Person.objects.iterator():
                seen.add(found.organisation_id)
            if seen != {one}:
                wrong.append(seen)
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(current_setting('houvast.organisations', true), ''), current_user")
            left, role = cursor.fetchone()
            if left or role != "owner":
                wrong.append([left, role])
    connection.close()

threads = [threading.Thread(target=look, args=(one,)) for one in ours]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps([len(wrong), len(pids)]))
"""


@pytest.fixture
def pooler(tmp_path: Path) -> Iterator[Pooler]:
    """Two connections to a database with all tables."""
    cluster = Cluster(port=free_port())
    made = Pooler(port=free_port(), server=cluster.port, connections=2)
    try:
        cluster.make(fsync="off")
        ran("-c", MIGRATE, "migrate", database=cluster.url(), directory=tmp_path)
        made.start()
        yield made
    finally:
        made.stop()
        cluster.stop()


def ran(*arguments: str, database: str, directory: Path, pooled: bool = False) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        env={
            "PATH": os.environ["PATH"],
            "HOUVAST_ENVIRONMENT": "test",
            "HOUVAST_SECRET_KEY": "test-only-" + "0123456789" * 6,
            "HOUVAST_DATA_DIRECTORY": str(directory),
            "HOUVAST_DATABASE_URL": database,
            "HOUVAST_DATABASE_POOLED": str(pooled).lower(),
            "HOUVAST_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        },
        cwd=directory, capture_output=True, text=True, check=False, timeout=400,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_four_schools_on_two_connections_each_see_their_own_rows_only(pooler: Pooler, tmp_path: Path) -> None:
    said = ran("-c", TAKE_TURNS, database=pooler.url(), directory=tmp_path, pooled=True)
    wrong, connections = map(int, said.strip().strip("[]").split(","))
    assert wrong == 0
    assert 1 <= connections <= 2


def test_people_at_once_lose_nothing_behind_a_pooler() -> None:
    told = soak("load", "--students", "100", "--users", "10", "--seconds", "15", "--think", "1", "--pooler", "3")
    assert told["holds"], json.dumps(told)
    assert told["load"]["errors"] == {}
