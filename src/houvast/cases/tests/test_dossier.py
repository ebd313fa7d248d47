"""The log of a case: chained, verified, anchored, erased lawfully, corrected and exported."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from django.db import connection

from houvast.cases import anchors, journal
from houvast.cases.models import Case, CaseEvent, EventContent
from houvast.cases.tests.play import FOUND, INVALID, OK, Play, expect, proposal, reasons
from houvast.cases.verify import Head, verify, verify_case
from houvast.people import clock
from houvast.people.models import Person
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(cast: Cast) -> Play:
    play = Play(cast=cast)
    play.to_start()
    return play


def found(play: Play) -> set[str]:
    assert play.case is not None
    return {one.code for one in verify_case(play.case.pk)}


def test_an_untouched_log_verifies(play: Play) -> None:
    assert CaseEvent.objects.filter(case=play.case).count() >= 5
    assert found(play) == set()


def _another(cast: Cast) -> Person:
    return cast.colleague


CHANGES: dict[str, Callable[[Cast], object]] = {
    "kind": lambda _cast: "signed",
    "act": lambda _cast: "other_act",
    "at": lambda _cast: clock.now() - timedelta(days=400),
    "day": lambda _cast: clock.today() - timedelta(days=400),
    "by_id": lambda cast: cast.colleague.pk,
    "role": lambda _cast: "college_director",
    "from_step": lambda _cast: "final",
    "envelope": lambda _cast: "{}",
    "content_digest": lambda _cast: "0" * 64,
    "hash": lambda _cast: "0" * 64,
    "previous_hash": lambda _cast: "1" * 64,
    "organisation_id": lambda cast: cast.other_organisation.pk,
}


@pytest.mark.req("S-036")
@pytest.mark.parametrize("field", CHANGES)
def test_a_change_of_any_field_of_an_event_is_found(play: Play, field: str) -> None:
    CaseEvent.objects.filter(case=play.case, number=2).update(**{field: CHANGES[field](play.cast)})
    assert found(play)


def test_changed_content_is_found(play: Play) -> None:
    content = EventContent.objects.get(event__case=play.case, event__number=2)
    content.content = str(content.content).replace("Sam is vriendelijk", "Sam is lui")
    content.save(update_fields=["content"])
    assert found(play) == {"content"}


def test_content_put_at_another_event_is_found(play: Play) -> None:
    first, second = EventContent.objects.filter(event__case=play.case).order_by("event__number")[:2]
    EventContent.objects.filter(pk=first.pk).update(content=second.content, salt=second.salt)
    assert found(play) == {"content"}


def test_removed_content_is_found(play: Play) -> None:
    EventContent.objects.filter(event__case=play.case, event__number=3).delete()
    assert found(play) == {"content"}


def test_a_missing_event_is_found(play: Play) -> None:
    EventContent.objects.filter(event__case=play.case, event__number=3).delete()
    CaseEvent.objects.filter(case=play.case, number=3).delete()
    assert "missing" in found(play)


def test_events_that_changed_places_are_found(play: Play) -> None:
    rows = CaseEvent.objects.filter(case=play.case)
    rows.filter(number=2).update(number=1002)
    rows.filter(number=3).update(number=2)
    rows.filter(number=1002).update(number=3)
    assert found(play) & {"changed", "reordered"}


def test_a_cut_tail_shows_with_the_anchor_and_only_then(play: Play, tmp_path: Path) -> None:
    assert play.case is not None
    path = tmp_path / "anchors.jsonl"
    anchors.write(path, play.cast.organisation, clock.now())
    last = CaseEvent.objects.filter(case=play.case).order_by("-number").first()
    assert last is not None
    EventContent.objects.filter(event=last).delete()
    last.delete()
    assert found(play) == set(), "without an anchor the tail is unproven"
    heads = anchors.heads_in(anchors.read(path), play.cast.organisation.pk)
    assert {one.code for one in verify([play.case.pk], heads)} == {"cut"}


def test_a_chain_made_anew_with_other_keys_or_content_does_not_fit_the_anchor(play: Play) -> None:
    assert play.case is not None
    last = CaseEvent.objects.filter(case=play.case).order_by("-number").first()
    assert last is not None
    assert {one.code for one in verify_case(play.case.pk, Head(number=last.number, hash="f" * 64))} == {"changed"}


def test_a_whole_case_that_is_gone_is_found_with_the_anchor(play: Play, tmp_path: Path) -> None:
    path = tmp_path / "anchors.jsonl"
    anchors.write(path, play.cast.organisation, clock.now())
    heads = anchors.heads_in(anchors.read(path), play.cast.organisation.pk)
    EventContent.objects.all().delete()
    CaseEvent.objects.all().delete()
    play.cast.student.cases.get().letters.all().delete()
    Case.objects.all().delete()
    assert [one.code for one in verify(list(heads), heads)] == ["missing"]


def test_lawful_erasure_leaves_a_tombstone_and_the_chain_verifies(play: Play) -> None:
    case = play.now()
    emptied = journal.erase(case, ground="Bewaartermijn voorbij", at=clock.now())
    assert emptied == CaseEvent.objects.filter(case=case).count()
    assert found(play) == set()
    assert not EventContent.objects.filter(content__isnull=False).exists()
    page = expect(play.get("coach", play.base), OK).content.decode()
    assert "gewist" in page
    assert "Bewaartermijn voorbij" in expect(play.get("coach", f"{play.base}log/"), OK).content.decode()


def test_emptying_content_by_hand_is_not_taken_for_lawful_erasure(play: Play) -> None:
    EventContent.objects.filter(event__case=play.case, event__number=2).update(
        content=None, salt="", erased_at=clock.now(), ground="zogenaamd", proof="0" * 64
    )
    assert found(play) == {"erasure"}


def test_anchors_that_were_changed_are_not_believed(play: Play, tmp_path: Path) -> None:
    path = tmp_path / "anchors.jsonl"
    anchors.write(path, play.cast.organisation, clock.now())
    play.pass_days(1)
    anchors.write(path, play.cast.organisation, clock.now())
    whole = path.read_text()
    first, second = whole.splitlines()
    for wrong in (whole.replace(first[80:90], "x" * 10, 1), second + "\n", first + "\n" + "{}\n"):
        path.write_text(wrong)
        with pytest.raises(anchors.BrokenAnchors):
            anchors.read(path)


def test_only_heads_that_moved_are_written(play: Play, tmp_path: Path) -> None:
    path = tmp_path / "anchors.jsonl"
    assert anchors.write(path, play.cast.organisation, clock.now()) == 1
    assert anchors.write(path, play.cast.organisation, clock.now()) == 0
    expect(play.act("student", "own_view", {"view": "Ik doe mijn best."}), FOUND)
    assert anchors.write(path, play.cast.organisation, clock.now()) == 1


def test_content_lies_encrypted_and_apart_in_the_database(play: Play) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_eventcontent")
        stored = " ".join(str(row[0]) for row in cursor.fetchall())
        cursor.execute("SELECT envelope FROM cases_caseevent")
        envelopes = " ".join(str(row[0]) for row in cursor.fetchall())
    for secret in ("vriendelijk", "bijles", "goes_well"):
        assert secret not in stored
        assert secret not in envelopes


def test_a_correction_is_a_new_event_and_the_old_one_stays_to_be_seen(play: Play) -> None:
    path = f"{play.base}log/2/correct/"
    typed = proposal() | {"what": "correct", "reason": "Naam verkeerd", "goes_well": "Sam helpt anderen."}
    expect(play.post("coach", path, typed), FOUND)
    page = play.get("coach", f"{play.base}log/").content.decode()
    assert "Sam helpt anderen." in page
    assert "Naam verkeerd" in page
    assert CaseEvent.objects.filter(case=play.case, kind="corrected").count() == 1
    old = EventContent.objects.get(event__case=play.case, event__number=2)
    assert "Sam is vriendelijk" in str(old.content)
    assert found(play) == set()


def test_what_later_events_rest_on_cannot_be_withdrawn_first(play: Play) -> None:
    typed = {"what": "withdraw", "reason": "Vergissing"}
    said = expect(play.post("team_leader", f"{play.base}log/5/correct/", typed), FOUND)
    assert said
    assert play.now().step == "proposal", "the decision was withdrawn, so the case stands where it stood"
    expect(play.act("team_leader", "start_decision", reasons(option="not_now")), FOUND)


def test_a_correction_without_a_reason_is_asked_for_one(play: Play) -> None:
    expect(play.post("coach", f"{play.base}log/2/correct/", proposal() | {"what": "correct", "reason": ""}), INVALID)
    assert not CaseEvent.objects.filter(kind="corrected").exists()


@pytest.mark.req("S-036")
def test_the_proof_of_care_is_one_tagged_pdf(play: Play) -> None:
    answer = expect(play.get("coach", f"{play.base}proof/"), OK)
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("nl")
    assert expect(play.get("student", f"{play.base}proof/"), OK)
    assert play.get("guardian", f"{play.base}proof/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_command_line_verifies_anchors_and_says_what_is_unproven(cast: Cast, tmp_path: Path) -> None:
    from houvast.operation.cli.dossier import command

    play = Play(cast=cast)
    play.talks()
    play.begin()
    run = CliRunner()
    path = tmp_path / "anchors.jsonl"
    assert run.invoke(command, ["anchor", "--file", str(path)]).exit_code == 0
    whole = run.invoke(command, ["verify", "--anchor", str(path), "--json"])
    assert whole.exit_code == 0, whole.output
    assert json.loads(whole.output) == {"cases": 1, "whole": True, "tail": "anchored", "findings": []}
    assert "unproven" in run.invoke(command, ["verify"]).output
    CaseEvent.objects.filter(number=1).update(role="student")
    wrong = run.invoke(command, ["verify", "--case", str(play.now().pk), "--json"])
    assert wrong.exit_code == 1
    assert [one["code"] for one in json.loads(wrong.output)["findings"]] == ["changed"]
