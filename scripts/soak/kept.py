"""A cluster whose filled school stays: filling 100,000 students takes longer than looking at them.

What a run changes is thrown away: each begins with a copy of the database as it was when it had just been filled.
"""

from dataclasses import dataclass
from pathlib import Path

import psycopg

from scripts.soak.cluster import Cluster

WRITTEN = "members.json"


@dataclass(slots=True)
class Kept(Cluster):
    """A cluster in a folder that stays."""

    def make(self, **settings: str) -> None:
        """The cluster of an earlier run with its school as new, or a new cluster."""
        if not self._there().exists():
            self.directory.mkdir(parents=True, exist_ok=True)
            Cluster.make(self, **settings)
            return
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.configure(**settings)
        self.start()
        self._copy("filled", "houvast")

    def known(self) -> str:
        """Who takes part in the school that is here; empty when it has yet to be filled."""
        return self._there().read_text() if self._there().exists() else ""

    def keep(self, members: str) -> None:
        """From here on every run begins with what the database holds now. Nobody may be connected."""
        self._copy("houvast", "filled")
        self._there().write_text(members)

    def stop(self) -> None:
        self.stop_politely()

    def _there(self) -> Path:
        return self.directory / WRITTEN

    def _copy(self, source: str, target: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {target}")
            server.execute(f"CREATE DATABASE {target} TEMPLATE {source}")
