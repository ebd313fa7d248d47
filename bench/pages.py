"""Caseload and student page, at 1,000 and at 100,000 students, against a constant page and a plain Django list.

One process calls the WSGI application through the whole middleware, turn by turn, and takes medians: `ratio_plain` is
against a plain Django page with one query and the same fifty rows (goal at most 1.5), `ratio_constant` against a page
that only answers; `ratio_administrator` sets a restricted viewer against one who sees the whole school (at most 1.5).

`python bench/pages.py [--sizes 1000,100000] [--database sqlite|postgresql] [--rounds 40]`; PostgreSQL is left out, and
said to be, where no server is installed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.schools.fresh import at_each_size  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from houvast.people.models import Account

WARM_UP = 5
OK = 200


def main() -> int:
    return at_each_size("pages", __file__, __doc__, _measure_one)


class Browser:
    """Somebody signed in, who asks one page again and again of the application in this process."""

    def __init__(self, application: Callable[..., Iterable[bytes]], cookies: str, path: str) -> None:
        self.application = application
        self.cookies = cookies
        self.path = path
        self.seconds: list[float] = []

    def ask(self, *, counts: bool = True) -> bytes:
        from io import BytesIO

        path, _, query = self.path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": self.cookies,
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
        }
        answers: list[str] = []
        began = time.perf_counter()
        body = b"".join(self.application(environ, lambda status, _headers: answers.append(status)))
        if counts:
            self.seconds.append(time.perf_counter() - began)
        assert answers[0].startswith(str(OK)), f"{self.path}: {answers[0]}"
        return body


def cookies_of(account: Account) -> str:
    """What the browser of somebody who just signed in sends along."""
    from django.test import Client

    client = Client()
    client.force_login(account)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def _measure_one(size: int, rounds: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection
    from django.test import override_settings

    from bench.schools import plain
    from bench.schools.building import build
    from houvast.operation.cli.migrate import bring_up_to_date

    bring_up_to_date()
    school = build(size)
    houvast = WSGIHandler()
    with override_settings(MIDDLEWARE=list(plain.MIDDLEWARE)):
        ordinary = WSGIHandler()
    with override_settings(MIDDLEWARE=[plain.MIDDLEWARE[0], *settings.MIDDLEWARE]):
        through_everything = WSGIHandler()

    def browser(account: Account, path: str) -> Browser:
        return Browser(houvast, cookies_of(account), path)

    asked = {
        "constant": Browser(through_everything, "", "/plain/constant/"),
        "plain": Browser(ordinary, "", f"/plain/students/?organisation={school.student.organisation_id}"),
        "caseload, administrator": browser(school.everything, "/students/"),
        "caseload, team leader": browser(school.team, "/students/"),
        "caseload, college": browser(school.college, "/students/"),
        "caseload, coach and team leader": browser(school.coach_and_leader, "/students/"),
        "caseload, coach of a class": browser(school.coach, "/students/"),
        "search, administrator": browser(school.everything, "/students/?q=noor+bak"),
        "search, coach of a class": browser(school.coach, "/students/?q=noor"),
        "student page, administrator": browser(school.everything, f"/students/{school.student.pk}/"),
        "student page, coach": browser(school.coach, f"/students/{school.student.pk}/"),
    }
    for one in asked.values():
        for _ in range(WARM_UP):
            one.ask(counts=False)
    for _ in range(rounds):
        for one in asked.values():
            one.ask()
    took = {name: median(one.seconds) for name, one in asked.items()}
    for name, seconds in took.items():
        connection.force_debug_cursor = True
        connection.queries_log.clear()
        body = asked[name].ask(counts=False)
        figure: dict[str, Any] = {
            "figure": name,
            "database": connection.vendor,
            "students": size,
            "milliseconds": round(seconds * 1000, 2),
            "queries": len(connection.queries_log),
            "bytes": len(body),
            "ratio_constant": round(seconds / took["constant"], 2),
            "ratio_plain": round(seconds / took["plain"], 2),
        }
        if "," in name:
            whole = took[f"{name.split(',')[0]}, administrator"]
            figure["ratio_administrator"] = round(seconds / whole, 2)
        print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    sys.exit(main())
