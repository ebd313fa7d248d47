"""PgBouncer before a cluster: every transaction gets a connection, and no more than a few are open."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from scripts.soak.cluster import HERE, SERVER_USER

PROGRAM = "pgbouncer"
SETTINGS = """[databases]
houvast = host={here} port={server} dbname=houvast
[pgbouncer]
listen_addr = {here}
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {directory}/users
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 400
ignore_startup_parameters = extra_float_digits
logfile = {directory}/log
"""


def program() -> str | None:
    """Where PgBouncer is; Debian puts it where only the system's own users look."""
    return shutil.which(PROGRAM, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@dataclass(slots=True)
class Pooler:
    """One PgBouncer in transaction mode; as root it runs as an unprivileged user, since it refuses root."""

    port: int
    server: int
    connections: int
    directory: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="houvast-pooler-")))
    _process: "subprocess.Popen[bytes] | None" = None

    def url(self) -> str:
        return f"postgresql://owner@{HERE}:{self.port}/houvast"

    def start(self) -> None:
        found = program()
        if found is None:
            raise SystemExit("PgBouncer is not installed: install Debian's pgbouncer.")
        (self.directory / "users").write_text('"owner" ""\n')
        values = {"here": HERE, "server": self.server, "port": self.port, "connections": self.connections}
        (self.directory / "settings").write_text(SETTINGS.format(directory=self.directory, **values))
        as_other = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam(SERVER_USER)
            as_other = {"user": user.pw_uid, "group": user.pw_gid}
            for path in (self.directory, *self.directory.iterdir()):
                os.chown(path, user.pw_uid, user.pw_gid)
        self._process = subprocess.Popen(
            [found, str(self.directory / "settings")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_other
        )  # type: ignore[call-overload]
        self._wait()

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)
        shutil.rmtree(self.directory, ignore_errors=True)

    def _wait(self) -> None:
        last = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=5, prepare_threshold=None).close()
            except psycopg.Error:
                if time.monotonic() > last:
                    raise
                time.sleep(0.2)
            else:
                return
