"""Every released version's database comes up to date on PostgreSQL too, and every row of it is still there."""

import gzip
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from houvast.outbox.tests.servers import free_port
from scripts.soak.cluster import Cluster
from tests.upgrades.moved import bring_over, environment_for
from tests.upgrades.test_upgrades import COUNTED, DUMPS

pytestmark = [pytest.mark.postgres, pytest.mark.no_database, pytest.mark.long, pytest.mark.timeout(1500)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster(port=free_port())
    try:
        made.make(fsync="off")
        yield made
    finally:
        made.stop()


def counts(url: str) -> dict[str, int]:
    with psycopg.connect(url) as database:
        found = {}
        for table in COUNTED:
            row = database.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()  # noqa: S608 - our own names
            found[table] = row[0] if row else 0
        return found


@pytest.mark.parametrize("dump", [pytest.param(one, id=one.name) for one in DUMPS])
def test_an_older_database_comes_up_to_date_on_postgresql(dump: Path, cluster: Cluster, tmp_path: Path) -> None:
    name = f"from_{dump.name.removesuffix('.sql.gz').replace('.', '_')}"
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
    url = cluster.url(name)
    environment = environment_for(url, tmp_path)
    with sqlite3.connect(":memory:") as old:
        old.executescript(gzip.decompress(dump.read_bytes()).decode())
        bring_over(old, url, environment)
    before = counts(url)
    command = [str(Path(sys.executable).parent / "houvast"), "migrate"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert counts(url) == before
    assert before["cases_caseevent"] > 0
