"""A worker that is killed among the letters is followed by others beside each other, and nothing is made twice."""

from pathlib import Path
from typing import Any

import pytest

from tests.houvast_testing.installation import Installation

ROOT = Path(__file__).parents[4]
SHARED = """
from bench.schools.training import COUNTED, build
from houvast.people.clock import now, set_to
from houvast.people.viewer import Viewer
from houvast.privacy.scope import organisation_scope
from houvast.workplace.actions.inventory import draw_up, share
built = build(students=int(sys.argv[1]), schools=1)
with organisation_scope([built.organisation.pk]), set_to(COUNTED):
    inventory = draw_up(for_school_year="2027-2028", by=Viewer(built.office.person, COUNTED), at=now())
from datetime import date
with set_to(date(2027, 4, 2)):
    at = now()
with organisation_scope([built.organisation.pk]):
    share(inventory=inventory, by=None, at=at)
    from houvast.outbox.models import Job
    Job.objects.update(try_after=now())
answer(inventory.rows.count())
"""
LOOK = """
from django.db.models import Count
from houvast.documents.models import Document
from houvast.outbox.models import Job, Mail
from houvast.people.clock import now
from houvast.people.models import Organisation
from houvast.privacy.scope import organisation_scope
from houvast.workplace.models import Eligibility, Inventory
with organisation_scope(list(Organisation.objects.values_list("id", flat=True))):
    letters = Document.objects.filter(kind="paid-appointment")
    jobs = Job.objects.filter(name="workplace.some_letters")
    answer({
        "rows": Eligibility.objects.count(),
        "with_letter": Eligibility.objects.filter(letter__isnull=False).count(),
        "letters": letters.count(),
        "students": letters.values("student").distinct().count(),
        "mails": Mail.objects.filter(kind="letter").count(),
        "recipients": Mail.objects.filter(kind="letter").values("recipient").distinct().count(),
        "jobs": jobs.count(),
        "done": jobs.filter(status="done").count(),
        "finished": Inventory.objects.get().letters_done_at is not None,
    })
    Job.objects.exclude(status="done").update(try_after=now())
"""


@pytest.mark.long
def test_letters_of_which_the_worker_was_killed_are_finished_by_two_others_and_none_is_made_twice(
    tmp_path: Path,
) -> None:
    house = Installation.make(tmp_path, PYTHONPATH=f"{ROOT}:{ROOT / 'src'}", HOUVAST_LOG_LEVEL="INFO")
    rows = house.python(SHARED, "400")
    worker = house.start("worker", "--once")
    assert worker.stderr is not None
    for line in worker.stderr:  # the first letters are kept, others are being made
        if "workplace.some_letters" in line and "job.done" in line:
            break
    worker.kill()
    worker.communicate()
    halfway: dict[str, Any] = house.python(LOOK)
    assert 0 < halfway["letters"] < rows, halfway
    assert halfway["letters"] == halfway["with_letter"] == halfway["mails"]
    assert not halfway["finished"]
    others = [house.start("worker", "--once") for _ in range(2)]
    said = [one.communicate(timeout=390) for one in others]
    assert [one.returncode for one in others] == [0, 0], said
    after = house.python(LOOK)
    assert {after[name] for name in ("rows", "with_letter", "letters", "students", "mails", "recipients")} == {rows}
    assert after["jobs"] == after["done"] == -(-rows // 25)
    assert after["finished"]
