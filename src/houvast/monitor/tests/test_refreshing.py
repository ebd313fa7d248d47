"""A refresh in steps: what it leaves when it is cut off, and what a worker does between two steps."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from houvast.monitor.models import Count, Leaving, Refresh, Stale, Total
from houvast.monitor.refreshing import running
from houvast.monitor.tests.school import enrol, refreshed
from houvast.outbox.actions import ask_job
from houvast.outbox.models import Job
from houvast.outbox.registry import REGISTRY, Asked, Registry
from houvast.outbox.worker import Worker
from houvast.people import clock
from houvast.people.models import Person
from tests.houvast_testing.cast import Cast

DAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(running, "LOOKED_AT", 10)
    monkeypatch.setattr(running, "TEAMS", 1)
    with clock.set_to(DAY):
        yield


@pytest.fixture
def school(cast: Cast) -> Cast:
    """Thirty students of two levels, some of whom left in a year that is over."""
    for number in range(30):
        gone = date(2026, 2, 1 + number) if number < 12 else None
        enrol(cast, number, level=2 + number % 2, starts_on=date(2024, 8, 20), ends_on=gone, code="02" if gone else "")
    return cast


def _all() -> tuple[object, ...]:
    cell = ("year", "team", "programme", "level", "pathway", "mark", "number")
    return frozenset(Count.objects.values_list(*cell)), frozenset(Total.objects.values_list("grain", *cell))


def test_a_refresh_that_is_cut_off_after_any_step_goes_on_and_gives_the_same(school: Cast) -> None:
    refreshed(school)
    whole = _all()
    steps = 0
    while True:
        for model in (Count, Total, Stale, Refresh):
            model.objects.all().delete()
        run = running.begin(school.organisation.pk, DAY, clock.now())
        done = not all(running.step(run, at=clock.now, everybody=True) for _ in range(steps))
        again = running.unfinished(school.organisation.pk, clock.now())
        assert (again is None) == done
        if again is None:
            break
        assert again.pk == run.pk
        while running.step(again, at=clock.now, everybody=True):
            pass
        assert _all() == whole
        steps += 1
    assert steps > 6
    assert not Stale.objects.exists()


def test_a_refresh_that_was_cut_off_long_ago_is_left_for_a_new_one(school: Cast) -> None:
    old = running.begin(school.organisation.pk, DAY - timedelta(days=2), clock.now() - timedelta(days=2))
    running.step(old, at=clock.now)
    assert running.unfinished(school.organisation.pk, clock.now()) is None
    refreshed(school)
    assert Refresh.objects.filter(done_at__isnull=True).count() == 0
    known = _all()
    refreshed(school, everybody=True)
    assert _all() == known


def test_a_worker_does_other_jobs_between_the_steps_of_a_refresh(school: Cast) -> None:
    registry, order = Registry(), []

    def told(name: str) -> None:
        def does(asked: Asked) -> bool:
            order.append(name)
            return REGISTRY.handler(name)(asked) if name == "monitor.refresh" else False

        registry.add(name, does)

    told("monitor.refresh")
    told("other.work")
    at = clock.now()
    ask_job(name="monitor.refresh", key="1", organisation_id=school.organisation.pk, at=at)
    worker = Worker(server=None, registry=registry)
    worker.pass_over(threading.Event())
    ask_job(name="other.work", key="1", organisation_id=school.organisation.pk, at=at - timedelta(minutes=1))
    worker.run_until_idle()
    assert order.count("monitor.refresh") > 6
    assert order.index("other.work") == 1
    assert set(Job.objects.values_list("status", flat=True)) == {Job.Status.DONE}
    assert Refresh.objects.get().done_at is not None
    assert Count.objects.filter(mark="left").exists()


def test_the_next_night_plans_the_moments_of_all_who_left_and_ends(school: Cast) -> None:
    for _ in range(2):
        asked = Asked(organisation_id=school.organisation.pk, arguments={}, at=clock.now())
        steps = 0
        while REGISTRY.handler("monitor.refresh")(asked):
            steps += 1
            assert steps < 100
    assert Leaving.objects.count() == 12


def test_who_has_no_enrolment_any_more_leaves_the_figures(school: Cast) -> None:
    refreshed(school)
    rows = Total.objects.filter(grain=Total.Grain.WHOLE, year=2025, mark="students")
    before = sum(rows.values_list("number", flat=True))
    Person.objects.get(number="T28").enrolments.all().delete()
    refreshed(school)
    assert sum(rows.values_list("number", flat=True)) == before - 1
