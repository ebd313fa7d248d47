"""What a page costs: seconds of processor of the application and of the database, and bytes per student.

Processor time, not time on the clock: it says the same on a busy machine.
"""

import os
import time
from http.cookies import SimpleCookie
from pathlib import Path
from statistics import median

from django.db import connection
from django.test import Client

from scripts.soak.people import School

WARM_UP, TIMES = 5, 30
TICKS = os.sysconf("SC_CLK_TCK")


def measure(school: School, students: int) -> dict[str, object]:
    """Per page: milliseconds of the application (median) and of the database (mean over all times)."""
    pair = school.pairs[0]
    pages = (
        ("start of a coach", pair.coach, "/"), ("caseload of a coach", pair.coach, "/students/"),
        ("student page", pair.coach, f"/students/{pair.student_id}/"),
        ("form of a talk", pair.coach, f"/students/{pair.student_id}/talks/new/"),
        ("start of a student", pair.student, "/"), ("own dossier", pair.student, f"/students/{pair.student_id}/"),
        ("caseload of the school", school.leader, "/students/"), ("search", school.leader, "/students/?q=noor"),
        ("figures", school.leader, "/figures/"), ("directory", pair.student, "/help/"),
        ("start of a leader", school.leader, "/"), ("caseload of a college", school.advisor, "/students/"),
        ("administration", school.administrator, "/administration/"), ("my data", pair.student, "/my-data/"),
        ("own procedures", pair.student, f"/students/{pair.student_id}/cases/"),
        ("form of a procedure", pair.coach, f"/students/{pair.student_id}/cases/new/improvement-track/"),
    )  # fmt: skip
    told = {kind: _page(session, path) for kind, session, path in pages}
    return {"students": students, "pages": told, "bytes_per_student": _bytes() // students}


def _page(session: str, path: str) -> dict[str, float]:
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies = SimpleCookie({"houvast": session})
    for _time in range(WARM_UP):
        assert client.get(path).status_code == 200, path  # noqa: PLR2004 - HTTP's own
    seconds, before = [], _database_seconds()
    for _time in range(TIMES):
        began = time.process_time()
        client.get(path)
        seconds.append(time.process_time() - began)
    database = (_database_seconds() - before) / TIMES
    return {"application_ms": round(1000 * median(seconds), 1), "database_ms": round(1000 * database, 1)}


def _database_seconds() -> float:
    """What the server process behind this connection used up to now; counted in hundredths of a second."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
