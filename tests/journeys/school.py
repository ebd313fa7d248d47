"""A school for the browser journeys: a server of its own, students from a real file, staff with passwords."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.houvast_testing.templates import copy_of_template

ROOT = Path(__file__).parents[2]
PASSWORD = "een-lang-wachtwoord-2026"
COMMAND = (sys.executable, "-c", "from houvast.operation.cli import main; main()")
STAFF = {
    "coach": ("Carla", "Coach", "study_coach"),
    "team_leader": ("Tineke", "Teamleider", "team_leader"),
    "support_advisor": ("Olga", "Ondersteuner", "support_advisor"),
    "director": ("Dirk", "Directeur", "college_director"),
    "administration": ("Anja", "Administratie", "student_administration"),
}

FILL = """
import json, sys
import django
django.setup()
from django.contrib.auth.hashers import make_password
from houvast.people.clock import now, today
from houvast.people.models import Account, Organisation, Person, PersonalRelation, RoleAssignment, UnitMembership
staff, numbers, password = json.loads(sys.argv[1])
student = Person.objects.filter(is_student=True, number__in=numbers).order_by("number").first()
organisation = student.organisation
hashed = make_password(password)
def account(person):
    Account.objects.create(organisation=organisation, person=person, email=person.email, password=hashed,
        created_at=now())
for name, (given, family, role) in staff.items():
    person = Person.objects.create(organisation=organisation, given_name=given, family_name=family,
        sort_name=f"{family} {given}".lower(), email=f"{name}@example.org", created_at=now())
    RoleAssignment.objects.create(organisation=organisation, person=person, role=role,
        starts_on=today().replace(year=2025, day=1))
    account(person)
coach = Person.objects.get(email="coach@example.org")
made = {}
for number in numbers:
    one = Person.objects.get(number=number, organisation=organisation)
    one.email = f"student{number}@example.org"
    one.save(update_fields=["email"])
    account(one)
    PersonalRelation.objects.filter(student=one, kind="coach").delete()
    PersonalRelation.objects.create(organisation=organisation, kind="coach", holder=coach, student=one,
        starts_on=today().replace(year=2025, day=1))
    made[number] = str(one.pk)
print(json.dumps(made))
"""

GUARDIAN = """
import json, sys
import django
django.setup()
from django.contrib.auth.hashers import make_password
from houvast.people.clock import now
from houvast.people.models import Account, PersonalRelation
student, password = json.loads(sys.argv[1])
tie = PersonalRelation.objects.get(student_id=student, kind="guardian")
Account.objects.update_or_create(person=tie.holder, defaults=dict(organisation=tie.organisation, email=tie.holder.email,
    password=make_password(password), created_at=now()))
print(json.dumps(tie.holder.email))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """Where it is, who may sign in, and the students of the journeys by number."""

    url: str
    environment: dict[str, str]
    students: dict[str, str]

    def run(self, program: str, argument: object) -> object:
        """Run a few lines inside this school's house."""
        done = subprocess.run(
            [sys.executable, "-c", program, json.dumps(argument)],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    def give_guardian_access(self, student: str) -> str:
        """The guardian who was typed in on the page can sign in; returns the address."""
        return str(self.run(GUARDIAN, [student, PASSWORD]))

    def dossier_is_whole(self) -> bool:
        """`houvast dossier verify` on everything."""
        done = subprocess.run(
            [*COMMAND, "dossier", "verify", "--json"],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        return done.returncode == 0 and found["whole"] is True


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def open_school(directory: Path, source: Path, numbers: list[str]) -> Iterator[School]:
    """Copy an empty database, import the students, fill in the staff, and serve until the end."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings",
        "HOUVAST_ENVIRONMENT": "development",
        "HOUVAST_DATA_DIRECTORY": str(directory),
        "HOUVAST_DATABASE_URL": f"sqlite:///{directory}/school.sqlite3",
        "HOUVAST_SECRET_KEY": "journeys-only-" + "0123456789" * 5,
        "HOUVAST_WHAT_IF_CLOCK": "true",
        "HOUVAST_SQLITE_SYNCHRONOUS": "NORMAL",
        "HOUVAST_LOG_LEVEL": "WARNING",
        "HOUVAST_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    environment.pop("HOUVAST_DATABASE_OWNER_URL", None)
    copy_of_template(directory / "school.sqlite3")
    loaded = subprocess.run(
        [*COMMAND, "import", "students", str(source), "--json"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert loaded.returncode == 0, loaded.stdout[-2000:] + loaded.stderr[-2000:]
    school = School(url=f"http://127.0.0.1:{port}", environment=environment, students={})
    found = school.run(FILL, [STAFF, numbers, PASSWORD])
    assert isinstance(found, dict)
    school.students.update(found)
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port), "--workers", "1"], env=environment, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(school.url)
        yield school
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/sign-in/", timeout=30):
            return
        time.sleep(0.3)
    raise TimeoutError(url)


def birthday(years: int, on: date) -> date:
    """Somebody of this age on that day, with the birthday half a year away."""
    return date(on.year - years, 5, 14) if on.month > 5 else date(on.year - years - 1, 11, 14)
