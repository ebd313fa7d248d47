"""An institute with training schools for the browser journeys: filled in bulk, a server of its own."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.houvast_testing.templates import copy_of_template
from tests.journeys.school import COMMAND, PASSWORD, ROOT, School, _wait_for, free_port

FILL = """
import json, sys
import django
django.setup()
from django.contrib.auth.hashers import make_password
from bench.schools.training import build
from houvast.people.clock import now
from houvast.people.models import Account, Person, RoleAssignment
from bench.schools.training import BEGIN
students, schools, password = json.loads(sys.argv[1])
built = build(students=students, schools=schools, password=password)
hashed = make_password(password)
def account(person, name):
    Account.objects.create(organisation=built.organisation, person=person, email=f"{name}@example.org",
        password=hashed, created_at=now())
made = {}
for at in range(4):
    account(built.students[at], f"student{at + 1}")
    made[f"student{at + 1}"] = str(built.students[at].pk)
for role, family in (("regional_coordinator", "Regio"), ("subject_coordinator", "Vakgroep"),
        ("team_leader", "Teamleider")):
    person = Person.objects.create(organisation=built.organisation, given_name="Dana", family_name=family,
        sort_name=family.lower(), email=f"{role}@example.org", created_at=now())
    RoleAssignment.objects.create(organisation=built.organisation, person=person, role=role, starts_on=BEGIN,
        confirmed_at=now())
    account(person, role)
made["school"] = str(built.schools[0].pk)
print(json.dumps(made))
"""

LETTERS = """
import json, sys
from datetime import date
import django
django.setup()
from houvast.people.clock import now, set_to
from houvast.workplace.actions.inventory import share
from houvast.workplace.actions.letters import send_letters
from houvast.workplace.models import Inventory
with set_to(date.fromisoformat(json.loads(sys.argv[1]))):
    inventory = Inventory.objects.get()
    if inventory.shared_on is None:
        share(inventory=inventory, by=None, at=now())
    while send_letters(inventory, at=now()):
        pass
print(inventory.rows.exclude(letter=None).count())
"""


@contextlib.contextmanager
def open_institute(directory: Path, *, students: int, schools: int = 1) -> Iterator[School]:
    """Copy an empty database, build the institute in it, and serve until the end. `students` has a few ids by name."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings",
        "HOUVAST_ENVIRONMENT": "development",
        "HOUVAST_DATA_DIRECTORY": str(directory),
        "HOUVAST_DATABASE_URL": f"sqlite:///{directory}/institute.sqlite3",
        "HOUVAST_SECRET_KEY": "journeys-only-" + "0123456789" * 5,
        "HOUVAST_WHAT_IF_CLOCK": "true",
        "HOUVAST_SQLITE_SYNCHRONOUS": "NORMAL",
        "HOUVAST_LOG_LEVEL": "WARNING",
        "HOUVAST_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    environment.pop("HOUVAST_DATABASE_OWNER_URL", None)
    copy_of_template(directory / "institute.sqlite3")
    institute = School(url=f"http://127.0.0.1:{port}", environment=environment, students={})
    made = institute.run(FILL, [students, schools, PASSWORD])
    assert isinstance(made, dict)
    institute.students.update(made)
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port), "--workers", "1"], env=environment, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(institute.url)
        yield institute
    finally:
        server.terminate()
        server.wait(timeout=20)
