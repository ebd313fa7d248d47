"""The worker asks every connected system each night, in slices, and goes on where it was."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from houvast.outbox.models import Job
from houvast.outbox.registry import REGISTRY, Asked
from houvast.outbox.worker import Worker
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.standards.actions import connect
from houvast.standards.models import Source, Visit
from houvast.standards.tests.oeapi_server import TOKEN, Served, school, serving
from tests.houvast_testing.cast import make_organisation

pytestmark = [pytest.mark.data, pytest.mark.django_db]


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(school(students=260)) as made:
        yield made


@pytest.fixture
def source(served: Served) -> Source:
    make_organisation()
    return connect(connector="oeapi", address=served.address, institution="", token=TOKEN, restart=False, at=now())


def a_night(source: Source) -> None:
    """The job that recurs, and then whatever it asked."""
    REGISTRY.handler("standards.visit_sources")(asked(source))
    worker = Worker(server=None, registry=REGISTRY)
    for _turn in range(50):
        worker.do_a_job(source.organisation_id)


def asked(source: Source) -> Asked:
    return Asked(organisation_id=source.organisation_id, arguments={}, at=now() - timedelta(seconds=1))


def test_the_worker_takes_over_what_a_system_has(source: Source) -> None:
    a_night(source)
    assert Job.objects.get(name="standards.visit").status == Job.Status.DONE
    assert [(one.complete, one.problem) for one in Visit.objects.all()] == [(True, "")]
    assert Person.objects.filter(is_student=True).count() == 260


def test_it_pauses_between_batches_and_goes_on_as_the_same_visit(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no time at all each slice is one batch: mail and other tasks have their turn in between."""
    monkeypatch.setattr("houvast.standards.tasks.SLICE", timedelta(0))
    REGISTRY.handler("standards.visit_sources")(asked(source))
    worker = Worker(server=None, registry=REGISTRY)
    worker.do_a_job(source.organisation_id)
    job = Job.objects.get(name="standards.visit")
    assert (job.status, Visit.objects.get().complete) == (Job.Status.WAITING, False)
    for _turn in range(20):
        worker.do_a_job(source.organisation_id)
    job.refresh_from_db()
    made = Visit.objects.get()
    assert (job.status, made.complete) == (Job.Status.DONE, True)
    assert made.batches > 3
    assert Person.objects.filter(is_student=True).count() == 260


def test_a_system_that_does_not_answer_is_tried_again_later(served: Served, source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(token="wrong")
    a_night(source)
    job = Job.objects.get(name="standards.visit")
    assert (job.status, job.attempts, job.trouble) == (Job.Status.WAITING, 1, "DidNotAnswer in standards.visit.")
    assert job.try_after > now()
    assert Visit.objects.get().problem == "refused: programmes (401)"


def test_a_system_that_is_asked_by_hand_only_is_left_alone(served: Served, source: Source) -> None:
    connect(connector="oeapi", address=served.address, institution="", token="", restart=False, at=now(), nightly=False)
    a_night(source)
    assert not Job.objects.filter(name="standards.visit").exists()
    assert not Visit.objects.exists()
