"""Two people act on the same case at the same moment: exactly one wins, the other gets a clear answer."""

import threading

import pytest
from django.db import connection, connections

from houvast.cases.models import Case, CaseEvent
from houvast.cases.tests.play import CONFLICT, FOUND, Play, expect, hidden_fields, proposal, reasons, start_report
from houvast.cases.verify import verify_case
from houvast.people import clock
from tests.houvast_testing.cast import Cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="on SQLite the writers are processes: test_killed.py, since threads share one",
    ),
]


def both(play: Play, sends: list[tuple[str, str, dict[str, object]]]) -> list[int]:
    """Send these forms at the same moment, each from its own thread and connection; the statuses, sorted."""
    ready = threading.Barrier(len(sends))
    statuses: list[int] = []
    clients = [play.cast.client(who) for who, _, _ in sends]

    def send(number: int) -> None:
        _, path, form = sends[number]
        try:
            ready.wait(timeout=20)
            with clock.set_to(play.day):
                statuses.append(clients[number].post(path, form).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(sends))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(statuses)


def form_of(play: Play, who: str, path: str, typed: dict[str, object]) -> dict[str, object]:
    with clock.set_to(play.day):
        return {**hidden_fields(play.client(who).get(path).content.decode()), **typed}


def prepared(cast: Cast) -> Play:
    play = Play(cast=cast)
    play.talks()
    play.begin()
    expect(play.act("coach", "propose", proposal()), FOUND)
    expect(
        play.act(
            "team_leader",
            "start_decision",
            reasons(option="begin", **{"deviate-team_consulted": "kort dag", "deviate-support_consulted": "kort dag"}),
        ),
        FOUND,
    )
    return play


def test_two_signatures_at_once_one_wins_and_the_other_keeps_what_was_typed(cast: Cast) -> None:
    play = prepared(cast)
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    path = f"{play.base}sign/start_meeting/1/"
    sends = [(who, path, form_of(play, who, path, {"given": "agree", "remark": ""})) for who in ("student", "guardian")]
    assert both(play, sends) == [FOUND, CONFLICT]
    assert CaseEvent.objects.filter(case=play.case, kind="signed").count() == 1
    assert not list(verify_case(play.now().pk))


def test_two_decisions_at_once_leave_one_decision(cast: Cast) -> None:
    play = prepared(cast)
    expect(play.act("team_leader", "stop", {}), 422)
    path = f"{play.base}do/stop/"
    sends = [
        ("team_leader", path, form_of(play, "team_leader", path, reasons(option="no_longer_needed"))),
        ("coach", path, form_of(play, "coach", path, reasons(option="student_leaves"))),
    ]
    statuses = both(play, sends)
    assert statuses in ([FOUND, CONFLICT], [FOUND, 422])
    assert CaseEvent.objects.filter(case=play.case, act="stop").count() == 1


def test_the_same_form_twice_at_the_same_moment_has_one_effect(cast: Cast) -> None:
    play = prepared(cast)
    path = f"{play.base}do/own_view/"
    form = form_of(play, "student", path, {"view": "Eén keer."})
    assert both(play, [("student", path, form), ("student", path, form)]) == [FOUND, FOUND]
    assert CaseEvent.objects.filter(case=play.case, act="own_view").count() == 1


def test_two_who_begin_the_same_procedure_make_one_case(cast: Cast) -> None:
    play = Play(cast=cast)
    play.talks()
    path = f"/students/{cast.student.pk}/cases/new/improvement-track/"
    sends = [(who, path, form_of(play, who, path, {})) for who in ("coach", "team_leader")]
    statuses = both(play, sends)
    assert statuses == [FOUND, FOUND], f"on {connection.vendor}"
    assert Case.objects.filter(student=cast.student).count() == 1
