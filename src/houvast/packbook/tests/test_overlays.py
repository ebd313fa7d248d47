"""An institution lays its own choices over a pack; what the law or the proof rests on stays."""

from pathlib import Path

import pytest

from houvast.core.procedure.difference import difference
from houvast.packbook import PackError, pack, read_pack
from houvast.packbook.book import parse_pack
from houvast.packbook.checking import check_files
from houvast.packbook.reader import read_yaml

HEAD = 'overlay: removal\nid: our-removal\nversion: "1.0"\nlayer: institution\ninstitution: ours\n'


def written(folder: Path, body: str) -> Path:
    path = folder / "overlay.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


def test_a_shorter_term_an_extra_act_and_another_word_without_copying_the_rest(tmp_path: Path) -> None:
    body = """
labels: {coach: {nl: mentor, en: mentor}}
terms: {decision_term: {length: {weeks: 4}}}
steps:
  - id: hear
    acts:
      - {id: tea, after: hearing, kind: meeting, title: {nl: Thee, en: Tea}, by: coach, form: note, source: house}
"""
    ours, base = read_pack(written(tmp_path, body)), pack("removal")
    assert ours.overlay_of == "removal 2026.2"
    assert [act.id for act in ours.step_by_id["hear"].acts][:2] == ["hearing", "tea"]
    assert ours.terms["decision_term"].length.weeks == 4
    assert ours.acts["decide"] == base.acts["decide"]
    said = [text.en for text in difference(base, ours)]
    assert "act “Tea” is new" in said
    assert "term “Decision after the hearing”: 10 weeks becomes 4 weeks" in said
    assert difference(base, base) == ()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("terms: {search_time: {length: {weeks: 2}}}\n", "this term comes from the law"),
        ("leave_out: {terms: [search_time]}\n", "comes from the law"),
        ("leave_out: {acts: [hearing]}\n", "what the law or the proof rests on"),
        ("leave_out: {steps: [hear]}\n", "cannot be left out"),
        ("contest: {route: complaint, text: {nl: x, en: x}}\n", "stays as it is"),
        (
            "steps: [{id: decision, acts: [{id: decide, options: [{id: remove, must: []}]}]}]\n",
            "“must” of the underlying pack stays",
        ),
        ("steps: [{id: decision, acts: [{id: decide, options: [{id: remove, effect: refusal}]}]}]\n", "stays"),
        ("steps: [{id: tea, after: nowhere, title: {nl: x, en: x}, text: {nl: x, en: x}}]\n", "to come after"),
    ],
)
def test_what_an_overlay_may_not_change_is_named_with_its_line(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(PackError) as refused:
        read_pack(written(tmp_path, body))
    assert says in str(refused.value)
    assert refused.value.problems[0].line >= 6


def test_an_overlay_lies_over_a_pack_that_exists(tmp_path: Path) -> None:
    path = tmp_path / "lost.yaml"
    path.write_text('overlay: nothing\nid: x-y\nversion: "1.0"\n', encoding="utf-8")
    with pytest.raises(PackError, match="there is no pack “nothing”"):
        read_pack(path)


def test_a_programme_lies_over_an_institution_and_a_circle_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    path.write_text(
        'overlay: rijnijssel-removal\nid: care-removal\nversion: "1.0"\nlayer: programme\n'
        "terms: {hearing_term: {length: {weeks: 1}}}\n",
        encoding="utf-8",
    )
    ours = read_pack(path)
    assert ours.overlay_of == "rijnijssel-removal 2023.7"
    assert (ours.terms["hearing_term"].length.weeks, ours.terms["decision_term"].length.weeks) == (1, 2)
    circle = read_yaml('overlay: me\nid: me\nversion: "1.0"\n', "me.yaml")
    with pytest.raises(PackError, match="layers lie over"):
        parse_pack(circle, {"me": circle}.get)


def test_an_overlay_that_strands_a_student_is_refused(tmp_path: Path) -> None:
    body = "steps: [{id: after, acts: [{id: carry_out, by: partner}]}]\n"
    (checked,) = check_files([written(tmp_path, body)])
    assert {finding.code for finding in checked.report.errors} >= {"stranded"}


def test_leaving_out_a_promise_of_the_underlying_pack_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        'overlay: improvement-track\nid: our-track\nversion: "1.0"\nlayer: institution\ninvariants: []\n',
        encoding="utf-8",
    )
    (checked,) = check_files([path])
    assert checked.sound
    assert {finding.code for finding in checked.report.warnings} == {"policy_left_out"}


def test_a_promise_of_the_pack_below_is_kept_or_left_out_in_so_many_words(tmp_path: Path) -> None:
    gone = "leave_out: {terms: [hearing_term]}\n"
    (checked,) = check_files([written(tmp_path, gone)])
    assert {finding.code for finding in checked.report.errors} == {"promise_broken"}
    name = next(finding.where[1] for finding in checked.report.errors)
    (checked,) = check_files([written(tmp_path, f"leave_out: {{terms: [hearing_term], promises: [{name}]}}\n")])
    assert checked.sound
    assert {finding.code for finding in checked.report.warnings} == {"promise_left_out"}


def test_an_overlay_promises_more_and_never_less(tmp_path: Path) -> None:
    more = "promises: {hearing: {after: {held: intention}}, draft: {after: {held: hearing}}}\n"
    ours, base = read_pack(written(tmp_path, more)), pack("removal")
    assert ours.promises["hearing"].in_time == base.promises["hearing"].in_time
    assert ours.promises["hearing"].after is not None
    assert base.promises["hearing"].after is None


def test_a_finding_in_an_overlay_stands_at_the_line_of_the_overlay_that_it_is_about(tmp_path: Path) -> None:
    body = "steps:\n  - id: decision\n    acts:\n      - id: decide\n        options:\n          - id: remove\n"
    path = written(tmp_path, body + "            sends: nothing\n")
    (checked,) = check_files([path])
    finding = next(one for one in checked.report.errors if one.code == "unknown_letter")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "remove" in lines[checked.lines[checked.report.errors.index(finding)] - 1]
