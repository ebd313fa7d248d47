"""What a letter says comes from what was recorded: why, what is agreed, until when, and what was decided."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from houvast import packbook
from houvast.cases import letter_said
from houvast.cases.letters import CLOSING_NAME, told
from houvast.cases.models import CaseLetter
from houvast.cases.pack_library import national
from houvast.cases.rights import contest_body, contest_term
from houvast.cases.tests.play import FOUND, OK, Play, expect
from houvast.core.procedure.state import Ended, Instance, RunningTerm, State
from houvast.documents.blocks import route_apart
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


def test_a_receipt_names_the_last_day_of_the_term_in_which_is_decided() -> None:
    term = RunningTerm(
        key="term:decide_term#1", term="decide_term", starts=date(2027, 7, 12), due=date(2027, 8, 23), seq=0
    )
    with override("en"):
        said = letter_said.recorded_said(national()["appeal"], State(terms=(term,)), "received")
    assert said == {"decide_term.due": "Monday 23 August 2027"}


def test_a_letter_says_what_was_recorded_in_the_act_that_it_names() -> None:
    pack = national()["report-back"]
    state = recorded(("status", "", {"status": "placed", "programme": "Zorg"}))
    with override("nl"):
        assert letter_said.recorded_said(pack, state, "placed") == {
            "status.status": "geplaatst",
            "status.programme": "Zorg",
        }


def test_a_sentence_about_what_was_not_recorded_is_left_out() -> None:
    body = "Het gesprek is op {start.on}. Waar: {start.where}. Neem iemand mee.\n\nWaarom: {reasons}\n\nTot dan."
    values = {"start.on": "maandag 11 januari 2027", "start.where": "", "reasons": ""}
    assert told(body, values) == "Het gesprek is op {start.on}. Neem iemand mee.\n\n\n\nTot dan."


def test_a_deregistration_without_a_day_is_of_the_day_on_which_it_was_decided() -> None:
    ended = State(ended=Ended(outcome="ended", on=date(2027, 5, 13), act="deregister", seq=3))
    assert letter_said.day_said(ended, "end_day") == date(2027, 5, 13)
    assert letter_said.helper_said(recorded(("handover", "", {"to_whom": "Ravi Doorn"}))) == "Ravi Doorn"


@pytest.mark.parametrize(
    ("pack", "body", "has_a_day"),
    [
        ("study-advice", "de commissie van beroep", True),
        ("removal", "de school", True),
        ("improvement-track", "de klachtencommissie", False),
        ("appeal", "de rechter", False),
        ("workplace-resit", "het college van beroep voor de examens", False),
    ],
)
def test_each_decision_is_contested_at_the_body_that_hears_it(pack: str, body: str, has_a_day: bool) -> None:
    day = date(2027, 3, 15)
    with override("nl"):
        assert contest_body(national()[pack]) == body
    assert (contest_term(national()[pack], day, on=day)[0] is not None) is has_a_day


def test_no_letter_ends_in_another_name_than_the_signature() -> None:
    for pack in packbook.all_packs():
        for letter in pack.letters.values():
            for language in ("nl", "en"):
                assert CLOSING_NAME.search(letter.body.in_(language)) is not None


def test_where_nothing_was_recorded_nothing_is_said() -> None:
    pack = national()["study-advice"]
    assert letter_said.own_reasons(pack, State(), "warning") == ""
    assert letter_said.agreements_said(pack, State(), "warning") == ""
    assert letter_said.decision_said(pack, State(), "nl") == ""
    assert letter_said.day_said(State(), "end_day") is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "route", "again", "last_day"),
    [
        ("nl", "Je kunt bezwaar maken bij", "zes weken lang bezwaar", "De laatste dag hiervoor is"),
        ("en", "You can object at", "for six weeks", "The last day for this is"),
    ],
)
def test_a_letter_says_once_how_to_contest(cast: Cast, language: str, route: str, again: str, last_day: str) -> None:
    type(cast.student).objects.filter(pk=cast.student.pk).update(language=language)
    play = Play(cast=cast)
    expect(play.begin("team_leader", "suspension"), FOUND)
    expect(play.act("team_leader", "incident", {"facts": "Geduwd, 2 november, kantine.", "view": "Ik schrok."}), FOUND)
    days = {"begins_on": play.day.isoformat(), "ends_on": play.day.isoformat(), "learning": "Thuis, met Carla."}
    expect(play.act("team_leader", "dates", days), FOUND)
    expect(play.act("team_leader", "inform_guardians", {"what": "Gebeld."}), FOUND)
    expect(play.act("director", "suspend", {"option": "suspended", "reasons": "Veiligheid."}), FOUND)
    letter = CaseLetter.objects.get(recipient=cast.student)
    read = expect(play.get("student", f"/letters/{letter.document_id}/"), OK).content.decode()
    assert read.count(route) == 1
    assert again not in read
    assert last_day in read
    assert read.index(route) > read.index("Veiligheid."), "the route stands with the rights, under the letter"


def test_a_letter_that_leaves_the_route_to_its_procedure_keeps_every_paragraph() -> None:
    assert route_apart("Een.\n\nTwee.") == ("Een.\n\nTwee.", "")
    assert route_apart("Een.\n\nBezwaar tot {appeal_last_day}.\n\nTwee.") == (
        "Een.\n\nTwee.",
        "Bezwaar tot {appeal_last_day}.",
    )
