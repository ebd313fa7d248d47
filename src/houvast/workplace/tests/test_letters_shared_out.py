"""The letters of an inventory are shared out over jobs; two workers with the same job make each letter once."""

from datetime import date

import pytest

from bench.schools.training import COUNTED, Built, build
from houvast.documents.models import Document
from houvast.outbox.models import Job, Mail
from houvast.outbox.registry import REGISTRY, Asked
from houvast.people.clock import now, set_to
from houvast.people.viewer import Viewer
from houvast.workplace.actions.inventory import LETTERS, draw_up, share
from houvast.workplace.actions.letters import AT_A_TIME, SOME_LETTERS
from houvast.workplace.models import Inventory

SHARED = date(2027, 4, 2)
STUDENTS = 60
"""Half of them are at a level that is counted: two jobs."""


@pytest.fixture
def built(db: None) -> Built:
    made = build(students=STUDENTS, schools=1)
    with set_to(COUNTED):
        inventory = draw_up(for_school_year="2027-2028", by=Viewer(made.office.person, COUNTED), at=now())
    with set_to(SHARED):
        share(inventory=inventory, by=None, at=now())
    return made


def asked(job: Job) -> Asked:
    """The job with its letters set in type, as a worker has it before it writes."""
    return REGISTRY.fetch(job.name, Asked(organisation_id=job.organisation_id, arguments=job.arguments, at=now()))


def made() -> tuple[int, int]:
    """How many letters and mails there are."""
    return Document.objects.filter(kind="paid-appointment").count(), Mail.objects.filter(kind="letter").count()


@pytest.mark.req("S-199", "S-209")
def test_two_workers_with_one_job_make_each_letter_once_and_the_last_says_that_it_is_done(built: Built) -> None:
    rows = Inventory.objects.get().rows.count()
    with set_to(SHARED):
        whole = Job.objects.get(name=LETTERS)
        for _ in range(2):  # asked for again, it is shared out over the same jobs
            assert not REGISTRY.handler(LETTERS)(asked(whole))
        first, second = Job.objects.filter(name=SOME_LETTERS).order_by("pk")
        mine, another = asked(first), asked(first)
        for one in (mine, another):
            assert not REGISTRY.handler(SOME_LETTERS)(one)
        assert made() == (AT_A_TIME, AT_A_TIME)
        assert Inventory.objects.get().letters_done_at is None
        REGISTRY.handler(SOME_LETTERS)(asked(second))
        assert made() == (rows, rows)
        assert Inventory.objects.get().letters_done_at is not None
        assert asked(second).fetched == (), "what has its letter is not set in type again"


def test_an_inventory_without_anybody_is_done_at_once(built: Built) -> None:
    inventory = Inventory.objects.get()
    inventory.rows.all().delete()
    with set_to(SHARED):
        REGISTRY.handler(LETTERS)(asked(Job.objects.get(name=LETTERS)))
    assert Inventory.objects.get().letters_done_at is not None
    assert not Job.objects.filter(name=SOME_LETTERS).exists()
