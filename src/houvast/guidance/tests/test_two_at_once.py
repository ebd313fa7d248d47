"""Two people at the same moment, each with a connection of their own: on PostgreSQL, where a test can show it."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from houvast.guidance import actions
from houvast.guidance.models import Contact, Talk, TalkCorrection
from houvast.people.clock import now, today
from houvast.people.models import Person
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import make_cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the tests' SQLite has one connection"),
]


def at_once(*work: Callable[[], None]) -> list[BaseException]:
    """Run each piece in a thread of its own, all started together; what they raised."""
    ready = threading.Barrier(len(work))
    raised: list[BaseException] = []

    def one(piece: Callable[[], None]) -> None:
        try:
            ready.wait()
            piece()
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(piece,)) for piece in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def record(student: Person, by: Person, day: int) -> None:
    draft = actions.TalkDraft(kind=Talk.Kind.PROGRESS, held_on=today() - timedelta(days=day), report=f"Dag {day}")
    actions.record_talk(student=student, by=Viewer(by), draft=draft, at=now())


def test_two_talks_recorded_at_once_are_both_kept_and_both_count() -> None:
    cast = make_cast()
    raised = at_once(
        lambda: record(cast.student, cast.coach, 1),
        lambda: record(cast.student, cast.team_leader, 2),
    )
    assert raised == []
    assert Talk.objects.filter(student=cast.student).count() == 2
    assert Contact.objects.get(student=cast.student).latest_talk_on == today() - timedelta(days=1)


def test_of_two_corrections_at_once_one_is_kept_and_the_other_is_told() -> None:
    cast = make_cast()
    record(cast.student, cast.coach, 1)
    talk = Talk.objects.get()

    def correct(by: Person, report: str) -> None:
        mine = Talk.objects.select_related("student", "led_by").get(pk=talk.pk)
        actions.correct_report(talk=mine, by=Viewer(by), report=report, reason="beter", seen_revision=1, at=now())

    raised = at_once(lambda: correct(cast.coach, "van de coach"), lambda: correct(cast.team_leader, "van de leider"))
    assert [type(error) for error in raised] == [ChangedMeanwhile]
    assert TalkCorrection.objects.count() == 1
    assert Talk.objects.get().report in {"van de coach", "van de leider"}
