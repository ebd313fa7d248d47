"""Two servers under Patroni, with etcd to decide who writes: what a school would run, from the registries."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from houvast.outbox.tests.servers import free_port
from scripts.soak.cluster import HERE, SERVER_USER, binaries_here

TTL = 20
"""Seconds after which a server that no longer says that it lives has lost the lead; Patroni takes no less."""
SETTINGS = """
scope: houvast
name: {name}
restapi: {{listen: "{here}:{api}", connect_address: "{here}:{api}"}}
etcd3: {{hosts: "{here}:{etcd}"}}
bootstrap:
  dcs:
    ttl: {ttl}
    loop_wait: 2
    retry_timeout: 3
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      parameters: {{wal_log_hints: "on", synchronous_commit: "on", max_connections: 100, shared_buffers: 256MB}}
  initdb: [{{encoding: UTF8}}, {{auth: trust}}, {{username: owner}}]
postgresql:
  listen: "{here}:{port}"
  connect_address: "{here}:{port}"
  data_dir: {directory}/{name}
  bin_dir: {binaries}
  pgpass: {directory}/{name}.pass
  parameters: {{unix_socket_directories: "{directory}"}}
  pg_hba: ["local all all trust", "host all all {here}/32 trust", "host replication all {here}/32 trust"]
  authentication:
    superuser: {{username: owner}}
    replication: {{username: owner}}
    rewind: {{username: owner}}
"""


def _found(program: str) -> str:
    found = os.environ.get(program.upper()) or shutil.which(program)
    if not found:
        raise SystemExit(f"{program} is not installed; put it on the path or name it in {program.upper()}.")
    return found


@dataclass(slots=True)
class Watched:
    """A primary and a standby that confirms every commit; who dies and who takes over is Patroni's."""

    directory: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="houvast-patroni-")))
    ports: dict[str, int] = field(default_factory=lambda: {"one": free_port(), "two": free_port()})
    _running: "dict[str, subprocess.Popen[bytes]]" = field(default_factory=dict)

    @property
    def port(self) -> int:
        return self.ports["one"]

    def url(self, database: str = "houvast") -> str:
        both = ",".join(map(str, self.ports.values()))
        return f"postgresql://owner@/{database}?host={HERE},{HERE}&port={both}&target_session_attrs=read-write"

    def make(self, **_settings: str) -> None:
        """Both servers, the second following the first with every commit, and an empty database."""
        etcd, peers, api = free_port(), free_port(), {name: free_port() for name in self.ports}
        if os.geteuid() == 0:
            os.chown(self.directory, self._user.pw_uid, self._user.pw_gid)
        client, peer = f"http://{HERE}:{etcd}", f"http://{HERE}:{peers}"
        self._begin(
            "etcd", _found("etcd"), "--name", "etcd", "--data-dir", str(self.directory / "etcd"),
            "--listen-client-urls", client, "--advertise-client-urls", client, "--listen-peer-urls", peer,
            "--initial-advertise-peer-urls", peer, "--initial-cluster", f"etcd={peer}",
        )  # fmt: skip
        for name, port in self.ports.items():
            values = {"name": name, "port": port, "api": api[name], "etcd": etcd, "here": HERE, "ttl": TTL}
            text = SETTINGS.format(directory=self.directory, binaries=binaries_here(), **values)
            (self.directory / f"{name}.yml").write_text(text)
            self.begin_again(name)
            self._wait_for(name)
        with psycopg.connect(self.url("postgres"), autocommit=True) as server:
            server.execute("CREATE DATABASE houvast")
        self.wait_until_confirmed()

    def begin_again(self, name: str) -> None:
        """What a service manager does with a machine that is there again."""
        self._begin(name, _found("patroni"), str(self.directory / f"{name}.yml"))

    def leads(self) -> str:
        """The server that takes writes now; empty when none does."""
        for name, port in self.ports.items():
            try:
                with psycopg.connect(f"postgresql://owner@{HERE}:{port}/postgres", connect_timeout=1) as server:
                    row = server.execute("SELECT pg_is_in_recovery()").fetchone()
            except psycopg.Error:
                continue
            if row and not row[0]:
                return name
        return ""

    def kill_machine(self, name: str) -> None:
        """Patroni and the server of one machine, all at once, as when its power fails."""
        watcher = self._running.pop(name)
        first = int((self.directory / name / "postmaster.pid").read_text().split()[0])
        watcher.kill()
        os.kill(first, signal.SIGKILL)
        watcher.wait()

    def wait_until_confirmed(self, patience: float = 180) -> bool:
        """Until every commit is confirmed by a second server; False when that did not come."""
        last = time.monotonic() + patience
        while time.monotonic() < last:
            try:
                with psycopg.connect(self.url("postgres"), autocommit=True, connect_timeout=2) as server:
                    rows = server.execute("SELECT sync_state FROM pg_stat_replication").fetchall()
            except psycopg.Error:
                rows = []
            if ("sync",) in rows:
                return True
            time.sleep(0.3)
        return False

    def spent(self) -> float:
        """Not told for two servers that change places."""
        return 0.0

    def stop(self) -> None:
        for name in ("two", "one", "etcd"):
            process = self._running.pop(name, None)
            if process is not None:
                process.terminate()
                try:
                    process.wait(40)
                except subprocess.TimeoutExpired:
                    process.kill()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _wait_for(self, name: str) -> None:
        last = time.monotonic() + 180
        while True:
            try:
                psycopg.connect(f"postgresql://owner@{HERE}:{self.ports[name]}/postgres", connect_timeout=2).close()
            except psycopg.Error:
                if time.monotonic() > last:
                    raise
                time.sleep(0.5)
            else:
                break
        while not self.leads() and time.monotonic() < last:
            time.sleep(0.3)

    @property
    def _user(self) -> pwd.struct_passwd:
        return pwd.getpwnam(SERVER_USER)

    def _begin(self, name: str, *command: str) -> None:
        as_other = {"user": self._user.pw_uid, "group": self._user.pw_gid} if os.geteuid() == 0 else {}
        log = (self.directory / f"{name}.log").open("ab")
        self._running[name] = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=self.directory, start_new_session=True,
            env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"], "HOME": str(self.directory)}, **as_other,
        )  # type: ignore[call-overload]  # fmt: skip
