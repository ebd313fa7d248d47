"""The engine: refusals that say what is missing, corrections that leave no ghosts, planning that never doubles."""

import random
from datetime import date, timedelta

import pytest

from houvast import lawbook, packbook
from houvast.core.forms.example import example
from houvast.core.procedure.drawing import Status, draw
from houvast.core.procedure.engine import catch_up, decide, open_case
from houvast.core.procedure.folding import fold
from houvast.core.procedure.log import Answer as Given
from houvast.core.procedure.log import Correct, Do, EventKind, ReasonKind, Refused, Sign, Withdraw, as_data, from_data
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.possible import possible
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import Events, State
from houvast.core.procedure.tasks import TaskKind, open_tasks
from houvast.core.procedure.upgrade import analyse
from houvast.core.procedure.world import World

MONDAY = date(2027, 1, 11)
TRACK = packbook.pack("improvement-track")


def a_world(**facts: object) -> World:
    known = {"birth_date": date(2006, 5, 1), "qualifications": ("vmbo_kb",), "talks_with_agreements": 2}
    return World(facts=known | facts, ask=lawbook.ask)


class Case:
    """A case of the improvement track, in few words."""

    def __init__(self, pack: Pack = TRACK, world: World | None = None) -> None:
        self.pack, self.world = pack, world or a_world()
        self.on = MONDAY
        opened = open_case(pack, self.world, by="coach", role=Role.COACH, on=MONDAY)
        assert isinstance(opened, Events)
        self.state: State = opened.state

    def try_to(self, act: str, role: Role, option: str | None = None, **data: object) -> Events | Refused:
        form = self.pack.acts[act].form
        record = example(self.pack.forms[form], self.on, data) if form else {}
        action = Do(act=act, by=role.value, role=role, option=option, data=record)
        return decide(self.pack, self.state, action, self.world, self.on)

    def do(self, act: str, role: Role, option: str | None = None, **data: object) -> "Case":
        self.take(self.try_to(act, role, option, **data))
        return self

    def sign(self, act: str, *roles: Role) -> "Case":
        for role in roles:
            action = Sign(act=act, by=role.value, role=role, signer_role=role, signer=role.value, answer=Given.AGREE)
            self.take(decide(self.pack, self.state, action, self.world, self.on))
        return self

    def take(self, answer: Events | Refused) -> None:
        assert isinstance(answer, Events), answer
        self.state = answer.state

    def started(self) -> "Case":
        self.do("propose", Role.COACH).do("consult_team", Role.COACH).do("consult_support", Role.COACH)
        self.do("start_decision", Role.TEAM_LEADER, "begin")
        self.do("start_meeting", Role.TEAM_LEADER, interim_day="2027-03-01", final_day="2027-04-12")
        return self.sign("start_meeting", Role.STUDENT, Role.COACH, Role.TEAM_LEADER)


def test_a_refusal_gives_every_reason_at_once_with_source_and_what_to_do() -> None:
    case = Case()
    refused = decide(
        TRACK, case.state, Do(act="propose", by="x", role=Role.STUDENT), a_world(talks_with_agreements=0), MONDAY
    )
    assert isinstance(refused, Refused)
    assert {reason.kind for reason in refused.reasons} == {ReasonKind.ROLE, ReasonKind.POLICY, ReasonKind.FORM}
    policy = next(reason for reason in refused.reasons if reason.kind is ReasonKind.POLICY)
    assert policy.deviable
    assert policy.source is not None
    assert policy.to_do is not None
    form = next(reason for reason in refused.reasons if reason.kind is ReasonKind.FORM)
    assert {error.path for error in form.errors} >= {"goes_well", "aspects"}


def test_a_talk_may_be_recorded_later_but_not_before_the_case_or_in_the_future() -> None:
    case = Case().started()
    case.on = MONDAY + timedelta(days=20)
    form = example(TRACK.forms["interim_report"], case.on)

    def held(day: date) -> Events | Refused:
        action = Do(act="interim_evaluation", by="c", role=Role.COACH, data=form, happened_on=day)
        return decide(TRACK, case.state, action, case.world, case.on)

    for wrong in (case.on + timedelta(days=1), MONDAY - timedelta(days=1)):
        refused = held(wrong)
        assert isinstance(refused, Refused)
        assert [reason.key for reason in refused.reasons] == ["happened_on"]
    found = held(case.on - timedelta(days=3))
    assert isinstance(found, Events)
    assert found.state.instances["interim_evaluation"][0].on == case.on - timedelta(days=3)


def test_a_last_day_is_missed_only_after_it() -> None:
    case = Case().started()
    term = case.state.term("interim_term")
    assert term is not None
    missed = {
        days: "missed:term:interim_term#1" in {t.key for t in open_tasks(TRACK, case.state, term.due + timedelta(days))}
        for days in (-1, 0, 1)
    }
    assert missed == {-1: False, 0: False, 1: True}


def test_moving_the_date_of_a_meeting_moves_its_terms_and_makes_no_doubles() -> None:
    case = Case().started()
    seq = next(s for s, event in case.state.effective if event.act == "start_meeting" and event.kind is EventKind.DONE)
    keys = [task.key for task in open_tasks(TRACK, case.state, MONDAY)]
    record = dict(case.state.instances["start_meeting"][0].data) | {"final_day": "2027-05-10"}
    case.take(
        decide(
            TRACK,
            case.state,
            Correct(target=seq, by="team_leader", role=Role.TEAM_LEADER, reason="typing error", data=record),
            case.world,
            MONDAY + timedelta(days=3),
        )
    )
    final = case.state.term("final_date")
    assert final is not None
    assert final.due == date(2027, 5, 10)
    assert sum(term.term == "final_date" for term in case.state.terms) == 1
    assert [task.key for task in open_tasks(TRACK, case.state, MONDAY)] == keys
    assert case.state.step == "interim"


def test_a_correction_that_later_events_contradict_is_refused_and_names_them() -> None:
    case = Case().started()
    seq = next(s for s, event in case.state.effective if event.act == "start_decision")
    withdrawn = Withdraw(target=seq, by="team_leader", role=Role.TEAM_LEADER, reason="mistake")
    refused = decide(TRACK, case.state, withdrawn, case.world, MONDAY)
    assert isinstance(refused, Refused)
    assert "Start meeting with report" in refused.reasons[0].text.en


def test_a_withdrawn_last_event_leaves_no_ghost() -> None:
    case = Case().started()
    before = case.state
    case.on += timedelta(days=20)
    case.do("interim_evaluation", Role.COACH)
    seq = len(case.state.log) - 1
    withdrawn = Withdraw(target=seq, by="coach", role=Role.COACH, reason="wrong student")
    case.take(decide(TRACK, case.state, withdrawn, case.world, case.on))
    assert case.state.instances.get("interim_evaluation", ()) == ()
    assert [t.key for t in open_tasks(TRACK, case.state, case.on)] == [
        t.key for t in open_tasks(TRACK, before, case.on)
    ]
    assert [term for term in case.state.terms if term.open] == [term for term in before.terms if term.open]


def test_time_catching_up_twice_adds_nothing_and_runs_terms_out_once() -> None:
    case = Case().started()
    late = MONDAY + timedelta(days=200)
    once = catch_up(TRACK, case.state, case.world, late)
    assert [event.kind for event in once.events] == [EventKind.ELAPSED]
    assert catch_up(TRACK, once.state, case.world, late).events == ()
    kinds = {task.kind for task in open_tasks(TRACK, once.state, late)}
    assert TaskKind.MISSED in kinds


@pytest.mark.parametrize("seed", range(12))
def test_replaying_any_log_in_pieces_gives_the_same_state(seed: int) -> None:
    case = Case().started()
    chance = random.Random(seed)
    cut = chance.randint(0, len(case.state.log))
    pieces = [from_data(as_data(event)) for event in case.state.log]
    assert fold(TRACK, (*pieces[:cut], *pieces[cut:])) == case.state
    for length in range(1, len(pieces) + 1):
        state = fold(TRACK, tuple(pieces[:length]))
        keys = [task.key for task in open_tasks(TRACK, state, MONDAY)]
        assert len(keys) == len(set(keys))


def test_the_drawing_shows_done_here_and_to_come_with_days_left() -> None:
    case = Case().started()
    nodes = {node.step: node for node in draw(TRACK, case.state, MONDAY, for_student=True).nodes}
    assert nodes["start"].status is Status.DONE
    assert nodes["interim"].status is Status.HERE
    assert nodes["interim"].days_left == (date(2027, 3, 1) - MONDAY).days
    assert nodes["final"].status is Status.TO_COME
    assert nodes["final"].due == date(2027, 4, 12)
    bare = draw(TRACK, State(), MONDAY, for_student=False)
    assert {node.status for node in bare.nodes} == {Status.TO_COME}


def test_what_is_possible_says_for_each_option_what_stands_in_its_way() -> None:
    case = Case()
    case.do("propose", Role.COACH)
    found = {one.act.id: one for one in possible(TRACK, case.state, Role.TEAM_LEADER, case.world, MONDAY)}
    start = {choice.option.id: choice.reasons for choice in found["start_decision"].choices}
    assert {reason.key for reason in start["begin"]} == {"team_consulted", "support_consulted"}
    assert start["not_now"] == ()
    assert found["start_decision"].mine
    assert not found["propose"].mine if "propose" in found else True


def test_an_upgrade_keeps_running_days_and_names_what_a_case_would_lose() -> None:
    case = Case().started()
    poorer = TRACK.model_copy(
        update={
            "version": "2027.1",
            "terms": {name: term for name, term in TRACK.terms.items() if name != "final_date"},
            "policies": {name: p for name, p in TRACK.policies.items() if name != "interim_first"},
            "rights": TRACK.rights[1:],
        }
    )
    found = analyse(TRACK, poorer, case.state.log)
    assert found.possible
    assert (found.step_before, found.step_after) == ("interim", "interim")
    lost = " | ".join(text.en for text in found.lost)
    assert "At least one interim evaluation" in lost
    assert "right: " in lost
    assert found.changes
    kept = fold(poorer, case.state.log)
    assert [t.due for t in kept.terms] == [t.due for t in case.state.terms]


def test_an_upgrade_that_does_not_fit_what_happened_is_not_possible() -> None:
    case = Case().started()
    steps = tuple(step for step in TRACK.steps if step.id != "start")
    found = analyse(TRACK, TRACK.model_copy(update={"version": "2027.2", "steps": steps}), case.state.log)
    assert not found.possible
    assert found.why_not is not None
