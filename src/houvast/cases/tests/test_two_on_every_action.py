"""Two windows send the same kind of action on one case, having seen the same: one counts, the other is told so.

On PostgreSQL both are sent at the same moment; on SQLite, where one connection serves the test, one after the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection

from houvast.cases.models import Case, CaseEvent, CaseFact, CaseRole
from houvast.cases.tests.play import (
    CONFLICT,
    FOUND,
    Play,
    consultation,
    expect,
    hidden_fields,
    proposal,
    reasons,
    start_report,
)
from houvast.cases.tests.test_two_at_once import both
from houvast.cases.verify import verify_case
from houvast.people import clock
from tests.houvast_testing.cast import Cast

pytestmark = [pytest.mark.django_db(transaction=True)]
INVALID, GONE = 422, 404
Form = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """Who sends what to which page of the case, after `prepare`; `counts` is what may grow by one, and only one."""

    prepare: Callable[[Play], object]
    who: str
    page: str
    form: Callable[[Play], Form]
    counts: Callable[[Case], int]


def begun(play: Play) -> None:
    play.talks()
    expect(play.begin(), FOUND)


def proposed(play: Play) -> None:
    begun(play)
    expect(play.act("coach", "propose", proposal()), FOUND)


def held(play: Play) -> None:
    play.to_start()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)


def on_the_route(play: Play) -> None:
    for who in ("administration", "coach", "team_leader"):
        if play.case is None:
            play.begin(who, "absence-route")
    assert play.case is not None


def events(**filters: str) -> Callable[[Case], int]:
    return lambda case: CaseEvent.objects.filter(case=case, **filters).count()


PAIRS: dict[str, Pair] = {
    "record": Pair(begun, "coach", "do/propose/", lambda _play: proposal(), events(act="propose")),
    "record by the student": Pair(
        begun, "student", "do/own_view/", lambda _play: {"view": "Zo zie ik het."}, events(act="own_view")
    ),
    "consultation": Pair(
        proposed, "team_leader", "do/consult_team/", lambda _play: consultation(), events(act="consult_team")
    ),
    "decision with deviations": Pair(
        proposed,
        "team_leader",
        "do/start_decision/",
        lambda _play: reasons(
            option="begin", **{"deviate-team_consulted": "kort dag", "deviate-support_consulted": "kort dag"}
        ),
        events(act="start_decision"),
    ),
    "meeting": Pair(
        Play.to_start, "team_leader", "do/start_meeting/", lambda play: start_report(play.day), events(kind="done")
    ),
    "signature": Pair(
        held, "student", "sign/start_meeting/1/", lambda _play: {"given": "agree", "remark": ""}, events(kind="signed")
    ),
    "correction": Pair(
        proposed,
        "coach",
        "log/2/correct/",
        lambda _play: proposal() | {"what": "correct", "reason": "Naam verkeerd"},
        events(kind="corrected"),
    ),
    "withdrawal": Pair(
        proposed,
        "coach",
        "log/2/correct/",
        lambda _play: {"what": "withdraw", "reason": "Vergissing"},
        events(kind="withdrawn"),
    ),
    "fact": Pair(
        on_the_route,
        "administration",
        "fact/must_report/",
        lambda _play: {"value": "yes"},
        lambda case: CaseFact.objects.filter(case=case).count(),
    ),
    "name for a role": Pair(
        proposed,
        "team_leader",
        "people/",
        lambda _play: {"for_role": "college_director", "who": "collega koen"},
        lambda case: CaseRole.objects.filter(case=case).count(),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_of_two_at_once_one_counts_and_the_other_is_told(cast: Cast, name: str) -> None:
    pair, play = PAIRS[name], Play(cast=cast, day=clock.today())
    pair.prepare(play)
    case, path = play.now(), f"{play.base}{pair.page}"
    before = pair.counts(case)
    with clock.set_to(play.day):
        forms = [
            {**hidden_fields(play.client(pair.who).get(path).content.decode()), **pair.form(play)} for _window in "ab"
        ]
    assert forms[0] != forms[1], "each window has its own key against sending twice"
    if connection.vendor == "postgresql":
        statuses = both(play, [(pair.who, path, form) for form in forms])
    else:
        with clock.set_to(play.day):
            statuses = sorted(play.client(pair.who).post(path, form).status_code for form in forms)
    assert pair.counts(case) == before + 1
    assert statuses[0] == FOUND
    assert statuses[1] in (FOUND, CONFLICT, INVALID, GONE)
    assert not list(verify_case(case.pk))


def test_every_kind_of_page_that_changes_a_case_is_tried() -> None:
    pages = {pair.page.partition("/")[0] for pair in PAIRS.values()}
    assert pages == {"do", "sign", "log", "fact", "people"}, "a new page that changes a case gets its pair here"
