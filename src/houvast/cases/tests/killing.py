"""A program of its own, run by test_killed.py: plays a case on a database of its own and really kills, or races,
processes.
"""

import itertools
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

EXITS = {302: 2, 409: 9, 422: 4}
TABLES = (
    "cases_case", "cases_caseevent", "cases_eventcontent", "cases_casetask", "cases_caseletter",
    "documents_document", "outbox_mail", "people_submission",
)  # fmt: skip


def main(mode: str, step: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "houvast.settings.test_settings"
    import django

    django.setup()
    from houvast.operation.cli.migrate import bring_up_to_date

    bring_up_to_date()
    sys.stdout.write(json.dumps(kill(step) if mode == "kill" else race()) + "\n")


def prepared() -> Any:
    from houvast.cases.tests.play import FOUND, Play, expect, proposal
    from tests.houvast_testing.cast import make_cast

    play = Play(cast=make_cast())
    play.talks()
    play.begin()
    expect(play.act("coach", "propose", proposal()), FOUND)
    return play


def form(play: Any, who: str, path: str, typed: dict[str, str]) -> dict[str, str]:
    from houvast.cases.tests.play import hidden_fields
    from houvast.people import clock

    with clock.set_to(play.day):
        return {**hidden_fields(play.client(who).get(path).content.decode()), **typed}


def counts() -> dict[str, int]:
    from django.db import connection

    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
            found[table] = cursor.fetchone()[0]
    return found


def child(work: Callable[[], int]) -> int:
    """Do the work in a process of its own; returns its pid."""
    from django.db import connections

    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(EXITS.get(work(), 1))
        finally:
            os._exit(1)
    return pid


def kill(step: int) -> dict[str, Any]:
    """Kill the process before its 1st, 2nd, 3rd ... statement of one action, until it gets through."""
    from django.db import connection

    from houvast.people import clock

    play = prepared()
    path = f"{play.base}do/start_decision/"
    why = {"deviate-team_consulted": "kort dag", "deviate-support_consulted": "kort dag"}
    sent = form(play, "team_leader", path, {"option": "begin", "reasons": "Omdat.", **why})
    before, kills, half = counts(), 0, []
    for number in itertools.count(1, step):

        def work(number: int = number) -> int:
            seen = itertools.count(1)

            def maybe(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
                if next(seen) == number:
                    os.kill(os.getpid(), signal.SIGKILL)
                return execute(sql, params, many, context)

            with clock.set_to(play.day), connection.execute_wrapper(maybe):
                return int(play.client("team_leader").post(path, sent).status_code)

        _, status = os.waitpid(child(work), 0)
        if not os.WIFSIGNALED(status):
            break
        kills += 1
        if counts() != before:
            half.append(number)
    from houvast.cases.verify import verify_case

    after = counts()
    return {
        "kills": kills,
        "half": half,
        "grew": {table: after[table] - before[table] for table in TABLES},
        "exit": os.waitstatus_to_exitcode(status),
        "whole": not list(verify_case(play.case.pk)),
    }


def race() -> dict[str, Any]:
    """Two processes send their form at the same moment."""
    from houvast.people import clock

    play = prepared()
    path = f"{play.base}do/stop/"
    forms = [
        ("team_leader", form(play, "team_leader", path, {"option": "no_longer_needed", "reasons": "Omdat."})),
        ("coach", form(play, "coach", path, {"option": "student_leaves", "reasons": "Omdat."})),
    ]
    reads, writes = os.pipe()
    pids = []
    for who, sent in forms:

        def work(who: str = who, sent: dict[str, str] = sent) -> int:
            os.close(writes)
            os.read(reads, 1)  # released when the parent closes its end
            with clock.set_to(play.day):
                return int(play.client(who).post(path, sent).status_code)

        pids.append(child(work))
    os.close(writes)
    exits = sorted(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids)
    from houvast.cases.models import CaseEvent
    from houvast.cases.verify import verify_case

    stops = CaseEvent.objects.filter(case=play.case, act="stop").count()
    return {"exits": exits, "stops": stops, "whole": not list(verify_case(play.case.pk))}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
