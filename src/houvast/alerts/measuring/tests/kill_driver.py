"""Measures a school and really dies (SIGKILL), again and again a few statements further. Run by test_killed.

Prints one JSON line per attempt: whether it lived, how far the run is, how many alerts and steps there are; then one
for a measuring from the start.
"""

import json
import os
import signal
from datetime import date
from typing import Any

import django

django.setup()

from django.db import connection, connections  # noqa: E402 - Django first

from houvast.alerts.measuring.models import MeasuringRun  # noqa: E402
from houvast.alerts.measuring.running import measure_all  # noqa: E402
from houvast.alerts.measuring.tests.test_running import ON, a_school  # noqa: E402
from houvast.alerts.models import Alert, AlertStep  # noqa: E402
from houvast.people.clock import now  # noqa: E402
from houvast.people.models import Organisation  # noqa: E402

STUDENTS, CHUNK, FURTHER = 18, 2, 9


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def attempt(organisation: Organisation, on: date, moment: int) -> bool:
    """Measure in a process of its own that dies at this statement; whether it lived."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        statements = 0

        def count(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
            nonlocal statements
            statements += 1
            if statements == moment:
                die()
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            measure_all(organisation_id=organisation.pk, on=on, at=now(), chunk=CHUNK)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def tell(**more: object) -> None:
    run = MeasuringRun.objects.order_by("started_at", "id").first()
    counts = {"alerts": Alert.objects.count(), "steps": AlertStep.objects.count(), "done": run.done if run else 0}
    print(json.dumps({**counts, **more}), flush=True)  # noqa: T201 - its answer


def main() -> None:
    organisation, _ = a_school(STUDENTS)
    moment, lived = 1, False
    while not lived:
        lived = attempt(organisation, ON, moment)
        tell(lived=lived, runs=MeasuringRun.objects.count())
        moment += FURTHER
    again = measure_all(organisation_id=organisation.pk, on=ON, at=now())
    tell(raised_again=again.raised)


if __name__ == "__main__":
    main()
