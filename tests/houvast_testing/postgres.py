"""A PostgreSQL server of the tests' own: started when a run is for PostgreSQL, on a socket only, stopped at the end.

`HOUVAST_TEST_DATABASE=postgres` (what `make test` sets for its second run) puts the whole suite on it.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

SERVER_USER = "nobody"


def server_binaries() -> Path | None:
    """The folder with initdb and postgres: PG_BIN, Debian's newest, or what the embedded wheel brings; None without."""
    candidates = [Path(os.environ["PG_BIN"])] if os.environ.get("PG_BIN") else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        candidates.append(Path(found).parent)
    return next((one for one in candidates if (one / "initdb").exists() and (one / "postgres").exists()), None)


class Server:
    """One throw-away cluster. As root the server runs as an unprivileged user, since PostgreSQL refuses root."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.directory = Path(tempfile.mkdtemp(prefix="houvast-pg-"))
        self.user = pwd.getpwnam(SERVER_USER) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        if os.geteuid() == 0:
            os.chown(self.directory, self.user.pw_uid, self.user.pw_gid)

    @property
    def url(self) -> str:
        return f"postgresql://owner@/houvast?host={self.directory}"

    def _run(self, *command: str) -> None:
        as_other = {"user": self.user.pw_uid, "group": self.user.pw_gid} if os.geteuid() == 0 else {}
        subprocess.run(
            [str(self.binaries / command[0]), *command[1:]],
            check=True,
            capture_output=True,
            cwd=self.directory,
            env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
            **as_other,  # type: ignore[call-overload]
        )

    def start(self) -> None:
        data = str(self.directory / "data")
        self._run("initdb", "-D", data, "-U", "owner", "--auth=trust", "--encoding=UTF8", "--no-sync")
        options = f"-k {self.directory} -c listen_addresses='' -c fsync=off -c max_connections=60"
        self._run("pg_ctl", "-D", data, "-o", options, "-w", "-l", str(self.directory / "log"), "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.directory / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.directory, ignore_errors=True)


_server: Server | None = None


def wants_postgres() -> bool:
    return os.environ.get("HOUVAST_TEST_DATABASE") == "postgres"


def start_for_this_run() -> None:
    """Start the server once, in the first process; its workers find the address in the environment."""
    global _server  # noqa: PLW0603 - one server a run
    if not wants_postgres() or os.environ.get("HOUVAST_DATABASE_URL", "").startswith("postgresql"):
        return
    binaries = server_binaries()
    if binaries is None:
        pytest.exit("HOUVAST_TEST_DATABASE=postgres, but no PostgreSQL server is installed (set PG_BIN).", 3)
    _server = Server(binaries)
    _server.start()
    os.environ["HOUVAST_DATABASE_URL"] = _server.url


def pytest_unconfigure(config: pytest.Config) -> None:
    if _server is not None and not hasattr(config, "workerinput"):
        _server.stop()


start_for_this_run()
