"""`python -m scripts.soak load|kills|failover`: see `--help` and docs/reliability.md."""

import argparse
import contextlib
import json
import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.soak.cluster import Cluster
from scripts.soak.house import House, wait_until_ready
from scripts.soak.kept import Kept
from scripts.soak.network import Line
from scripts.soak.pooler import Pooler
from scripts.soak.troubles import MailServer, SmallDisk, go_through
from scripts.soak.watched import Watched

if TYPE_CHECKING:
    from scripts.soak.people import School

from houvast.outbox.tests.servers import HERE, Keeper, free_port


def main() -> int:
    parser = argparse.ArgumentParser(description="Load, kills and failover on a whole installation of its own.")
    parser.add_argument("what", choices=["load", "kills", "failover", "troubles", "cost", "patroni"])
    parser.add_argument("--students", type=int, default=2_000)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=5, help="Seconds that a person looks at a page, on average.")
    parser.add_argument("--every", type=float, default=2, help="Kills: one every so many seconds.")
    parser.add_argument("--workers", type=int, default=2, help="Processes per web node.")
    parser.add_argument("--pooler", type=int, default=0, metavar="N", help="PgBouncer with N connections in between.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=Path, metavar="FOLDER", help="Keep the filled school here, and begin with it.")
    parser.add_argument("--night", action="store_true", help="Load: what last night should have done runs beside it.")
    parser.add_argument("--fill", action="store_true", help="With --kept: only fill the school, once.")
    given = parser.parse_args()
    told = Soak(given).run()
    print(json.dumps(told, indent=1))
    return 0 if told["holds"] else 1


class Soak:
    """One run: an installation is made, used, hurt, looked at and taken away."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        self.chance = random.Random(given.seed)  # noqa: S311 - moments, not secrets
        self.directory = Path(tempfile.mkdtemp(prefix="houvast-soak-house-"))
        self.mail_port = free_port()
        self.ports = [free_port(), free_port()]
        self.primary: Any = Cluster(port=free_port())
        if given.kept:
            self.primary = Kept(port=free_port(), directory=given.kept)
        elif given.what == "patroni":
            self.primary = Watched()
        elif given.what == "troubles" and (line := Line(number=self.chance.randrange(250))).make():
            self.primary.line = line
        self.standby: Cluster | None = Cluster(port=free_port()) if given.what == "failover" else None
        self.disk = SmallDisk(place=self.primary.directory)
        self.mail = MailServer(port=self.mail_port, keeper=Keeper())
        self.pooler: Pooler | None = None
        if given.pooler:
            self.pooler = Pooler(port=free_port(), server=self.primary.port, connections=given.pooler)
        self.hurt: dict[str, int] = {}
        self.notes: dict[str, Any] = {}
        self.memory: list[int] = []

    def run(self) -> dict[str, Any]:
        house: House | None = None
        small = {"max_wal_size": "128MB", "min_wal_size": "32MB"} if self._on_a_small_disk() else {}
        try:
            self.primary.make(synchronous_commit="on", wal_level="replica", max_wal_senders="5", **small)
            self._say("migrating, filling")
            school = self._filled()
            if self.given.fill:
                return {"what": "fill", "students": self.given.students, "holds": True}
            if self.given.what == "cost":
                return self._costs(school)
            if self.standby:
                self._replicate(self.standby)
            surroundings = self._environment()
            if self.standby:
                surroundings["HOUVAST_REPLICA_URL"] = self.standby.url()
            if self.pooler:
                self.pooler.start()
                surroundings |= {"HOUVAST_DATABASE_URL": self.pooler.url(), "HOUVAST_DATABASE_POOLED": "true"}
            house = House(self.directory, surroundings)
            self.mail.start()
            for number, port in enumerate(self.ports):
                house.start(f"web{number}", "serve", "--port", str(port), "--workers", str(self.given.workers))
            house.start("worker", "worker", "--concurrency", "1")
            wait_until_ready(self.ports)
            self._say("load")
            return self._used(house, school)
        finally:
            if house:
                house.stop()
            self.mail.stop()
            stops = [one.stop for one in (self.primary, self.standby) if one]
            for stop in [self.pooler.stop, *stops] if self.pooler else stops:
                with contextlib.suppress(Exception):
                    stop()
            self.disk.away()
            if line := getattr(self.primary, "line", None):
                line.away()

    def _on_a_small_disk(self) -> bool:
        return self.given.what == "troubles" and self.disk.make()

    def _costs(self, school: "School") -> dict[str, Any]:
        from scripts.soak.cost import measure

        return {"what": "cost", **measure(school, self.given.students), "holds": True}

    def _used(self, house: House, school: "School") -> dict[str, Any]:
        from houvast.people.clock import today
        from scripts.soak.checking import check
        from scripts.soak.load import Load, longest_silence, pace

        load = Load(
            school=school, ports=self.ports, users=self.given.users, seconds=self.given.seconds,
            think=self.given.think, on=today(),
            seed=self.given.seed,
        )  # fmt: skip
        begun, worked = time.monotonic(), self._worked(house)
        hurting = threading.Thread(target=self._hurt, args=(house, load, school), daemon=True)
        hurting.start()
        watching = threading.Thread(target=self._watch, args=(house, load), daemon=True)
        watching.start()
        load.run()
        hurting.join(120)
        told = pace(load.measured, begun) | {"processor_s": _more(self._worked(house), worked)}
        self._say(json.dumps({"load": told, "memory_mb": _spread(self.memory)}))
        self._say("checking")
        wait_until_ready(self.ports)
        self._settle(house, school)
        found = check(school.organisation, load.kept, [str(one["Message-ID"]) for one in self.mail.keeper.messages])
        wrong = [name for name in found if name.endswith(("_lost", "_double", "_broken", "_but_not")) and found[name]]
        errors = told["errors"] if self.given.what == "load" else {}
        return {
            "what": self.given.what, "students": self.given.students, "users": self.given.users,
            "seconds": self.given.seconds, "think": self.given.think, "load": told,
            "silence_seconds": longest_silence(load.measured), "hurt": self.hurt, **self.notes,
            "memory_mb": _spread(self.memory), "found": found,
            "holds": not wrong and not errors and bool(load.kept.talks),
        }  # fmt: skip

    def _filled(self) -> "School":
        os.environ.update(self._environment())
        import django

        django.setup()
        from django.db import connections

        from houvast.operation.cli.migrate import bring_up_to_date
        from scripts.soak.people import Members, make_school, night_is_over, signed_in

        bring_up_to_date()
        known = self.primary.known() if isinstance(self.primary, Kept) else ""
        if known:
            members = Members.read(known)
        else:
            members = make_school(self.given.students, min(self.given.students // 2, max(self.given.users, 20)))
            connections.close_all()
            if isinstance(self.primary, Kept):
                self.primary.keep(members.written())
        school = signed_in(members)
        if self.given.what == "load" and not self.given.night:
            night_is_over(school.organisation)
        connections.close_all()
        return school

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            **{name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ},
            "HOUVAST_ENVIRONMENT": "test",
            "HOUVAST_SECRET_KEY": "soak-only-" + "0123456789" * 6,
            "HOUVAST_LOG_LEVEL": "ERROR",
            "HOUVAST_DATA_DIRECTORY": str(self.directory),
            "HOUVAST_DATABASE_URL": self._database(),
            "HOUVAST_MAIL_URL": f"smtp://{HERE}:{self.mail_port}",
            "HOUVAST_MAIL_FROM": "Houvast <h@school.nl>",
            "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings",
        }

    def _database(self) -> str:
        if self.standby is None:
            return str(self.primary.url())
        ports = f"{self.primary.port},{self.standby.port}"
        return f"postgresql://owner@/houvast?host={HERE},{HERE}&port={ports}&target_session_attrs=read-write"

    def _replicate(self, standby: Cluster) -> None:
        """From here on every commit waits until the standby has it on disk too."""
        import psycopg

        self._say("standby")
        standby.make_standby_of(self.primary)
        with psycopg.connect(self.primary.url("postgres"), autocommit=True) as server:
            server.execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
            server.execute("SELECT pg_reload_conf()")
            for _try in range(100):
                row = server.execute("SELECT sync_state FROM pg_stat_replication").fetchone()
                if row and row[0] == "sync":
                    break
                time.sleep(0.2)
            else:
                raise SystemExit("The standby did not become synchronous.")

    def _hurt(self, house: House, load: Any, school: "School") -> None:
        from scripts.soak.hurting import fail_over, kill_things, let_machine_die

        if self.given.what == "kills":
            self.hurt = kill_things(self, house, load, school)
        elif self.given.what == "failover" and self.standby:
            self.notes = fail_over(self.primary, self.standby, load)
        elif self.given.what == "patroni":
            self.notes = let_machine_die(self.primary, load)
        elif self.given.what == "troubles":
            self.notes = go_through(self, load, self.disk, self.mail)

    def _watch(self, house: House, load: Any) -> None:
        while not load.over.wait(2):
            self.memory.append(house.memory())

    def _worked(self, house: House) -> dict[str, float]:
        """Seconds of processor up to now, by part; a database that is away counts as nothing."""
        database = 0.0
        with contextlib.suppress(OSError):
            database = self.primary.spent()
        return {**house.spent(), "database": database, "browsers": time.process_time()}

    def _settle(self, house: House, school: "School") -> None:
        """The worker ends, leases of killed ones are over at once, and what waits is sent; jobs are left."""
        from houvast.outbox.models import Mail
        from houvast.outbox.worker import Worker, mail_server
        from houvast.people.clock import now
        from houvast.privacy.scope import organisation_scope

        house.end("worker")
        with organisation_scope([school.organisation]):
            Mail.objects.filter(status__in=("waiting", "taken")).update(try_after=now())
        worker = Worker(server=mail_server())
        before = -1
        while worker.tally.total > before:
            before = worker.tally.total
            worker.send_mails(school.organisation, threading.Event())

    def _say(self, text: str) -> None:
        print(f"... {text}", file=sys.stderr, flush=True)


def _more(now: dict[str, float], before: dict[str, float]) -> dict[str, float]:
    return {name: round(now[name] - before[name], 1) for name in now}


def _spread(values: list[int]) -> dict[str, int]:
    """Memory at the beginning, the middle and the end, in MB: flat when nothing leaks."""
    if not values:
        return {}
    third = max(len(values) // 3, 1)
    parts = (values[:third], values[third : 2 * third] or values, values[-third:])
    return {
        name: round(sum(some) / len(some) / 1000)
        for name, some in zip(("first_third", "second_third", "last_third"), parts, strict=True)
    }


if __name__ == "__main__":
    sys.exit(main())
