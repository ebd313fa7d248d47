"""PostgreSQL clusters that are thrown away: one, or a primary with a synchronous standby; kept safe (fsync on)."""

import contextlib
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

from scripts.soak.house import spent
from scripts.soak.network import Line
from tests.houvast_testing.postgres import server_binaries

HERE = "127.0.0.1"
SERVER_USER = "nobody"


def binaries_here() -> Path:
    found = server_binaries()
    if found is None:
        raise SystemExit("No PostgreSQL server is installed: install it, or set PG_BIN.")
    return found


@dataclass(slots=True)
class Cluster:
    """One server on a port of this machine. As root it runs as an unprivileged user."""

    port: int
    line: Line | None = None
    directory: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="houvast-soak-")))
    binaries: Path = field(default_factory=binaries_here)

    @property
    def data(self) -> Path:
        return self.directory / "data"

    def url(self, database: str = "houvast") -> str:
        return f"postgresql://owner@{self.host}:{self.port}/{database}"

    @property
    def host(self) -> str:
        return self.line.there if self.line else HERE

    def make(self, **settings: str) -> None:
        """A new cluster with an empty database."""
        self._own()
        self.run("initdb", "-D", str(self.data), "-U", "owner", "--auth=trust", "--encoding=UTF8", "--no-sync")
        self.configure(**settings)
        if self.line:
            with (self.data / "pg_hba.conf").open("a") as out:
                out.write(f"host all all {self.line.here}/32 trust\n")
        self.start()
        with psycopg.connect(self.url("postgres"), autocommit=True) as server:
            server.execute("CREATE DATABASE houvast")

    def make_standby_of(self, primary: "Cluster") -> None:
        """A copy of the primary that follows it and confirms every commit (synchronous_standby_names = 'standby')."""
        self._own()
        source = f"host={HERE} port={primary.port} user=owner application_name=standby"
        self.run("pg_basebackup", "-D", str(self.data), "-d", source, "-R", "-X", "stream", "--checkpoint=fast")
        self.configure(hot_standby="on")
        self.start()

    def configure(self, **settings: str) -> None:
        lines = {"listen_addresses": f"'{self.host}'", "port": str(self.port), "unix_socket_directories": "''"}
        lines |= {"max_connections": "60", "shared_buffers": "256MB", "max_wal_size": "2GB", **settings}
        with (self.data / "postgresql.conf").open("a") as out:
            out.writelines(f"{name} = {value}\n" for name, value in lines.items())

    def start(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-w", "-t", "120", "-l", str(self.directory / "log"), "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop", check=False)
        shutil.rmtree(self.directory, ignore_errors=True)

    def stop_politely(self) -> None:
        """As for maintenance: whoever is connected is cut off, nothing is lost."""
        self.run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "-t", "60", "stop", check=False)

    def promote(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-w", "promote")

    def kill(self) -> None:
        """SIGKILL to the server's first process; the others see that and go."""
        os.kill(self.postmaster, signal.SIGKILL)

    @property
    def postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def backends(self) -> list[int]:
        """The processes that serve connections of the application."""
        with psycopg.connect(self.url(), autocommit=True, connect_timeout=5) as server:
            rows = server.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = 'houvast' AND pid <> pg_backend_pid()"
            )
            return [row[0] for row in rows]

    def spent(self) -> float:
        """Seconds of processor of the server with all its processes, those that ended too."""
        first = self.postmaster
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return sum(map(spent, [first, *map(int, children)]))

    def start_again(self) -> None:
        """As a service manager does: when its first process died, start it; it recovers by itself. The first tries
        are refused while processes of the dead server still finish.
        """
        for _try in range(120):
            with contextlib.suppress(psycopg.Error):
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
                return
            if not self._first_process_lives():
                (self.data / "postmaster.pid").unlink(missing_ok=True)
                start = ("pg_ctl", "-D", str(self.data), "-w", "-t", "20", "-l", str(self.directory / "log"), "start")
                self.run(*start, check=False)
            time.sleep(0.5)

    def _first_process_lives(self) -> bool:
        """A process that nobody waits for stays behind as a zombie: that one is dead."""
        try:
            stat = Path(f"/proc/{self.postmaster}/stat").read_text()
        except OSError:
            return False
        return stat.rpartition(")")[2].split()[0] != "Z"

    def _own(self) -> None:
        if os.geteuid() == 0:
            user = pwd.getpwnam(SERVER_USER)
            os.chown(self.directory, user.pw_uid, user.pw_gid)

    def run(self, *command: str, check: bool = True) -> int:
        as_other: dict[str, int] = {}
        inside: list[str] = []
        if os.geteuid() == 0:
            user = pwd.getpwnam(SERVER_USER)
            if self.line:
                inside = ["ip", "netns", "exec", self.line.name, "setpriv", f"--reuid={user.pw_uid}"]
                inside += [f"--regid={user.pw_gid}", "--clear-groups"]
            else:
                as_other = {"user": user.pw_uid, "group": user.pw_gid}
        done = subprocess.run(
            [*inside, str(self.binaries / command[0]), *command[1:]],
            check=False, cwd=self.directory, env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE if check else subprocess.DEVNULL, **as_other,
        )  # type: ignore[call-overload]  # fmt: skip
        if check and done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr.decode()[-600:]}")
        return int(done.returncode)
