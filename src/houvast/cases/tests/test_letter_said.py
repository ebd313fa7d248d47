"""What a letter says comes from what was recorded: why, what is agreed, until when, and what was decided."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from houvast.cases import letter_said
from houvast.cases.models import CaseLetter
from houvast.cases.pack_library import national
from houvast.cases.tests.play import FOUND, OK, Play, expect
from houvast.core.procedure.state import Instance, State
from tests.houvast_testing.cast import Cast


def recorded(*acts: tuple[str, str, Mapping[str, Any]]) -> State:
    """A case in which these acts took place, in this order: act, option, what was written."""
    found: dict[str, tuple[Instance, ...]] = {}
    for seq, (act, option, data) in enumerate(acts):
        one = Instance(
            act=act, number=1, entry=1, seq=seq, on=date(2026, 11, 2), by="x", role="coach", option=option, data=data
        )
        found[act] = (*found.get(act, ()), one)
    return State(instances=found)


def test_a_warning_says_what_must_improve_which_help_there_is_and_until_when() -> None:
    pack = national()["study-advice"]
    state = recorded(
        ("warning", "", {"what": "Rekenen moet beter.", "help": "Elke dinsdag bijles.", "improve_by": "2027-02-01"})
    )
    assert letter_said.own_reasons(pack, state, "warning") == "Rekenen moet beter."
    assert letter_said.agreements_said(pack, state, "warning") == "Elke dinsdag bijles."
    assert letter_said.day_said(state, "end_day") == date(2027, 2, 1)


@pytest.mark.django_db
@pytest.mark.req("S-343")
def test_a_student_reads_in_the_warning_what_was_typed(cast: Cast) -> None:
    play = Play(cast=cast)
    expect(play.begin("coach", "study-advice-one-year"), FOUND)
    expect(play.act("coach", "facilities", {"offered": "Bijles rekenen"}), FOUND)
    expect(play.act("team_leader", "assess", {"option": "concern", "reasons": "Twee toetsen niet gehaald."}), FOUND)
    typed = {"what": "Rekenen moet beter.", "help": "Elke dinsdag bijles.", "improve_by": "2027-02-01"}
    expect(play.act("team_leader", "warning", typed), FOUND)
    letter = CaseLetter.objects.get(recipient=cast.student)
    read = expect(play.get("student", f"/letters/{letter.document_id}/"), OK).content.decode()
    for said in ("Wat moet beter: Rekenen moet beter.", "Elke dinsdag bijles.", "maandag 1 februari 2027"):
        assert said in read


def test_conditions_are_named_with_their_day_and_the_help() -> None:
    pack = national()["study-advice"]
    rows = [{"what": "Rekenen gehaald.", "by_when": "2027-02-01"}, {"what": "Elke dag op tijd", "by_when": None}]
    state = recorded(("set_conditions", "", {"conditions": rows, "help": "Carla helpt."}))
    with override("nl"):
        said = letter_said.agreements_said(pack, state, "conditions")
    assert said == "Rekenen gehaald (maandag 1 februari 2027). Elke dag op tijd. Carla helpt."


def test_a_suspension_has_a_first_and_a_last_day() -> None:
    state = recorded(("suspend", "", {"begins_on": "2026-11-30", "ends_on": "2026-12-04"}))
    assert letter_said.day_said(state, "start_day") == date(2026, 11, 30)
    assert letter_said.day_said(state, "end_day") == date(2026, 12, 4)


def test_a_decision_is_what_was_written_else_the_option_that_was_chosen() -> None:
    pack = national()["removal"]
    decides = next(act for act in pack.acts.values() if act.options and act.kind.value == "decision")
    chosen = recorded((decides.id, decides.options[0].id, {}))
    assert letter_said.decision_said(pack, chosen, "nl") == decides.options[0].label.nl
    written = recorded((decides.id, decides.options[0].id, {"decision": "De uitslag vervalt."}))
    assert letter_said.decision_said(pack, written, "nl") == "De uitslag vervalt."


def test_where_nothing_was_recorded_nothing_is_said() -> None:
    pack = national()["study-advice"]
    assert letter_said.own_reasons(pack, State(), "warning") == ""
    assert letter_said.agreements_said(pack, State(), "warning") == ""
    assert letter_said.decision_said(pack, State(), "nl") == ""
    assert letter_said.day_said(State(), "end_day") is None
