"""What docs/deploy.md says, done from an empty machine on: `python scripts/rehearse_deployment.py OLD.whl NEW.whl`.

A PostgreSQL server with the roles of `deploy/roles.sql`; the old wheel in an environment of its own; migrate, check,
doctor, init, a school imported, backup, rehearsal; the keys and the backup carried to a second, empty server and
restored there; then the new wheel, migrate, and pages that answer. Prints one JSON object with seconds per step; the
first step that fails ends it. A server of PostgreSQL must be installed; packages come from where pip finds them.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from houvast.outbox.tests.servers import HERE, free_port, mail_server  # noqa: E402
from scripts.soak.cluster import Cluster  # noqa: E402
from scripts.soak.house import wait_until_ready  # noqa: E402

STUDENTS = 300
HEADER = (
    "studentnummer;voornaam;tussenvoegsel;achternaam;geboortedatum;bsn;klas;mentor;coachnummer;opleiding;crebo;vanaf;"
    "tot en met"
)
FOUND = 302
LOOK = 1
"""What `houvast doctor` ends with while nothing is wrong, and no backup was made and no worker seen yet."""


@dataclass(slots=True)
class Machine:
    """A machine with its own database server and folders, and a wheel in an environment of its own."""

    directory: Path
    secret: str
    mail: int
    cluster: Cluster = field(default_factory=lambda: Cluster(port=free_port()))
    program: Path = Path()

    def prepare(self) -> None:
        """Step 1: the owner, the database and the role in which the application signs in."""
        for name in ("data", "keys", "backups"):
            (self.directory / name).mkdir(parents=True)
        self.cluster.make()
        with psycopg.connect(self.cluster.url("postgres"), autocommit=True) as server:
            server.execute("DROP DATABASE houvast")
            server.execute("CREATE ROLE houvast_owner LOGIN NOSUPERUSER NOBYPASSRLS")
            server.execute("CREATE DATABASE houvast OWNER houvast_owner")
        with psycopg.connect(self.cluster.url(), autocommit=True) as server:
            server.execute((ROOT / "deploy" / "roles.sql").read_bytes())

    def install(self, wheel: Path) -> None:
        """Step 2: an environment with exactly the packages of the lock file, and the wheel."""
        place = self.directory / ("old" if self.program == Path() else "new")
        python = place / "bin" / "python"
        here = Path(sys.executable)
        told("-m", "venv", "--without-pip", str(place), program=here)
        install = ("-m", "uv", "pip", "install", "--quiet", "--python", str(python))  # as pip does, in seconds
        told(*install, "--require-hashes", "-r", str(ROOT / "requirements" / "runtime.txt"), program=here)
        told(*install, "--no-deps", str(wheel), program=here)
        self.program = place / "bin" / "houvast"

    def houvast(self, *arguments: str, worst: int = 0) -> str:
        return told(*arguments, program=self.program, surroundings=self.settings, worst=worst)

    @property
    def settings(self) -> dict[str, str]:
        def address(role: str) -> str:
            return f"postgresql://{role}@{HERE}:{self.cluster.port}/houvast"

        return {
            "PATH": os.environ["PATH"], "HOUVAST_ENVIRONMENT": "production", "HOUVAST_SECRET_KEY": self.secret,
            "HOUVAST_DATABASE_URL": address("houvast_web"), "HOUVAST_DATABASE_OWNER_URL": address("houvast_owner"),
            "HOUVAST_ALLOWED_HOSTS": "houvast.example.nl", "HOUVAST_PUBLIC_URL": "https://houvast.example.nl",
            "HOUVAST_BEHIND_PROXY": "true", "HOUVAST_DATA_DIRECTORY": str(self.directory / "data"),
            "HOUVAST_KEY_DIRECTORY": str(self.directory / "keys"), "HOUVAST_MAIL_URL": f"smtp://{HERE}:{self.mail}",
        }  # fmt: skip

    def students(self) -> int:
        with psycopg.connect(self.cluster.url()) as server:
            row = server.execute("SELECT count(*) FROM people_person WHERE is_student").fetchone()
            return int(row[0]) if row else 0

    def serves(self) -> None:
        """The probes answer, and a person is sent to the page to sign in."""
        port = free_port()
        pages = subprocess.Popen(
            [self.program, "serve", "--port", str(port), "--workers", "1"],
            env=self.settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_until_ready([port])
            line = HTTPConnection(HERE, port, timeout=30)
            line.request("GET", "/", headers={"Host": "houvast.example.nl", "X-Forwarded-Proto": "https"})
            assert line.getresponse().status == FOUND
        finally:
            pages.terminate()
            pages.wait(60)


def told(*arguments: str, program: Path, surroundings: dict[str, str] | None = None, worst: int = 0) -> str:
    done = subprocess.run(
        [program, *arguments], env=surroundings, check=False, capture_output=True, text=True, cwd=tempfile.gettempdir()
    )
    if done.returncode > worst or done.returncode < 0:
        raise SystemExit(f"{Path(program).name} {' '.join(arguments)}:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
    return done.stdout


def main() -> int:
    old, new = (Path(one).absolute() for one in sys.argv[1:3])
    took: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="houvast-machines-") as place:
        mail = free_port()
        first = Machine(directory=Path(place) / "first", secret="0123456789" * 6, mail=mail)
        second = Machine(directory=Path(place) / "second", secret=first.secret, mail=mail)
        try:
            with mail_server(mail):
                _rehearse(first, second, old, new, took)
        finally:
            for one in (first, second):
                one.cluster.stop()
    print(json.dumps({"rehearsed": "deployment", "from": old.name, "to": new.name, "seconds": took}, indent=1))
    return 0


def _rehearse(first: Machine, second: Machine, old: Path, new: Path, took: dict[str, float]) -> None:
    backup = first.directory / "backups" / "monday.zip"
    steps = (
        ("database and roles", first.prepare),
        ("install the old version", lambda: first.install(old)),
        ("migrate", lambda: first.houvast("migrate")),
        ("check", lambda: first.houvast("check", "--deploy")),
        ("init", lambda: _init(first)),
        ("doctor", lambda: first.houvast("doctor", worst=LOOK)),
        ("import, looked at first", lambda: first.houvast("import", "students", str(_file(first)), "--dry-run")),
        ("import", lambda: first.houvast("import", "students", str(_file(first)))),
        ("backup", lambda: first.houvast("backup", str(backup))),
        ("rehearse the backup", lambda: first.houvast("restore", str(backup), "--rehearse")),
        ("a second machine", second.prepare),
        ("install there", lambda: second.install(old)),
        ("restore there", lambda: _restore(first, second, backup)),
        ("pages there", second.serves),
        ("install the new version", lambda: second.install(new)),
        ("upgrade", lambda: second.houvast("migrate")),
        ("check again", lambda: second.houvast("check", "--deploy")),
        ("pages of the new version", second.serves),
    )
    for name, step in steps:
        began = time.monotonic()
        print(f"... {name}", file=sys.stderr, flush=True)
        step()
        took[name] = round(time.monotonic() - began, 1)
    for machine in (first, second):
        if machine.students() != STUDENTS:
            raise SystemExit(f"{machine.directory.name} has {machine.students()} students instead of {STUDENTS}.")


def _init(machine: Machine) -> None:
    machine.houvast(
        "init", "--json", "--institution", "ROC Voorbeeld", "--code", "99XX", "--given-name", "Bea", "--family-name",
        "Beheer", "--email", "bea@example.org",
    )  # fmt: skip


def _file(machine: Machine) -> Path:
    path = machine.directory / "students.csv"
    rows = [f"9{number:06};An;;Bos{number};;;2{number % 3};;;ICT;25655;;" for number in range(STUDENTS)]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def _restore(first: Machine, second: Machine, backup: Path) -> None:
    shutil.copytree(first.directory / "keys", second.directory / "keys", dirs_exist_ok=True)
    second.houvast("restore", str(backup))


if __name__ == "__main__":
    sys.exit(main())
