"""A feeder school, an mbo and a municipality on one server, for the journey of the transfer."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
import urllib.request
from typing import TYPE_CHECKING

from tests.journeys.school import COMMAND, PASSWORD, ROOT, School, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILL = """
import json, sys
import django
django.setup()
from datetime import date
from django.contrib.auth.hashers import make_password
from houvast.people.clock import now
from houvast.people.models import Account, Organisation, Person, RoleAssignment
password = make_password(json.loads(sys.argv[1]))
kinds = Organisation.Kind
school = Organisation.objects.create(name="Vmbo Noord", code="01NO", kind=kinds.FEEDER_SCHOOL)
roc = Organisation.objects.create(name="ROC Midden", code="25MI")
town = Organisation.objects.create(name="Gemeente Midden", kind=kinds.MUNICIPALITY)
for of, given, family, role in (
    (school, "Mies", "Mentor", "study_coach"), (school, "Anja", "Administratie", "student_administration"),
    (school, "Daan", "Decaan", "support_advisor"), (roc, "Ina", "Intake", "intake"),
    (town, "Lena", "Leerplicht", "attendance_officer"),
):
    email = f"{family.lower()}@example.org"
    person = Person.objects.create(organisation=of, given_name=given, family_name=family, email=email,
        sort_name=f"{family} {given}".lower(), created_at=now())
    RoleAssignment.objects.create(organisation=of, person=person, role=role, starts_on=date(2026, 8, 1))
    Account.objects.create(organisation=of, person=person, email=email, password=password, created_at=now())
print(json.dumps(str(roc.pk)))
"""

FAMILY = """
import json, sys
import django
django.setup()
from datetime import date
from django.contrib.auth.hashers import make_password
from houvast.people.clock import now
from houvast.people.models import Account, Person, PersonalRelation
given, password = json.loads(sys.argv[1])
student = Person.objects.get(given_name=given, is_student=True)
parent = Person.objects.create(organisation=student.organisation, given_name="Ouder", family_name=f"van {given}",
    sort_name=f"ouder {given}".lower(), email=f"ouder-{given}@example.org".lower(), created_at=now())
PersonalRelation.objects.create(organisation=student.organisation, kind="guardian", holder=parent, student=student,
    starts_on=date(2026, 8, 1))
for person in (student, parent):
    Account.objects.create(organisation=student.organisation, person=person, email=person.email,
        password=make_password(password), created_at=now())
print(json.dumps(str(student.pk)))
"""


@contextlib.contextmanager
def open_chain(directory: Path) -> Iterator[School]:
    """Create the database, fill in three organisations with one person each, and serve until the end."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings",
        "HOUVAST_ENVIRONMENT": "development",
        "HOUVAST_DATA_DIRECTORY": str(directory),
        "HOUVAST_DATABASE_URL": f"sqlite:///{directory}/chain.sqlite3",
        "HOUVAST_SECRET_KEY": "journeys-only-" + "0123456789" * 5,
        "HOUVAST_WHAT_IF_CLOCK": "true",
        "HOUVAST_SQLITE_SYNCHRONOUS": "NORMAL",
        "HOUVAST_LOG_LEVEL": "WARNING",
        "HOUVAST_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    environment.pop("HOUVAST_DATABASE_OWNER_URL", None)
    made = subprocess.run([*COMMAND, "migrate"], env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr[-2000:]
    school = School(url=f"http://127.0.0.1:{port}", environment=environment, students={})
    school.students["roc"] = str(school.run(FILL, PASSWORD))
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port), "--workers", "1"], env=environment, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(school.url)
        yield school
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(url: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/sign-in/", timeout=5):
            return
        time.sleep(0.3)
    raise TimeoutError(url)
