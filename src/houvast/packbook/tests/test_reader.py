"""The reader takes a closed part of YAML, says where and how to mend, and no input can crash it or make it slow."""

import random
import string
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.packbook.book import documents, documents_by_id, parse_pack
from houvast.packbook.reader import DEEPEST, LARGEST, PackError, Problem, read_yaml

WRONG = {
    "twice": ("a: 1\na: 2\n", 2, "stands twice"),
    "anchor": ("a: &x 1\nb: 2\n", 1, "anchors"),
    "alias": ("a: &x 1\nb: *x\n", 1, "anchors"),
    "tag": ("a: !!python/object:os.system 1\n", 1, "tags"),
    "merge": ("a: 1\n<<: *b\n", 2, ""),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "second document"),
    "a list as key": ("? [a]\n: 1\n", 1, "a key must be a word"),
    "indentation": ("a:\n  - b\n c: 1\n", 3, ""),
    "tab": ("a:\n\t- b\n", 2, ""),
    "unclosed": ('a: "b\n', 1, ""),
    "empty": ("", 1, "empty"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_this_yaml_is_refused_with_its_line_and_a_mend(name: str) -> None:
    text, line, says = WRONG[name]
    with pytest.raises(PackError) as refused:
        read_yaml(text, "pack.yaml")
    problem = refused.value.problems[0]
    assert says in problem.text.en
    assert problem.text.nl != problem.text.en
    assert problem.mend
    assert line <= problem.line <= line + 1
    assert str(problem).startswith("pack.yaml:")


def test_no_stays_text_and_only_whole_numbers_and_true_and_false_are_values() -> None:
    value = read_yaml("a: no\nb: 2027-01-11\nc: 010\nd: 12\ne: true\nf: 'true'\ng: on\nh: 1e3\ni:\n", "x").value
    assert value == {
        "a": "no", "b": "2027-01-11", "c": "010", "d": 12, "e": True, "f": "true", "g": "on", "h": "1e3", "i": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * (DEEPEST + 5) + "]" * (DEEPEST + 5),
        "x" * (LARGEST + 1),
        "[" + "1," * 40_000 + "]",
        "[" * 5_000,
        "{a: " * 3_000,
        "- " * 3_000,
    ],
    ids=["deep", "large", "many", "open lists", "open maps", "dashes"],
)
def test_size_and_depth_are_limited(text: str) -> None:
    began = time.process_time()
    with pytest.raises(PackError):
        read_yaml(text, "x")
    assert time.process_time() - began < 20


def problems_in(text: str) -> tuple[Problem, ...] | None:
    """None when it is a pack."""
    try:
        parse_pack(read_yaml(text, "x"), documents_by_id().get)
    except PackError as refused:
        return refused.problems
    return None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=string.printable + "é€\u0000\u2028😀", max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert problems_in(text) != ()


def mutated(text: str, chance: random.Random) -> str:
    """The text with a few lines dropped, doubled, swapped, re-indented or spoilt."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, lines[place])
            case 2:
                other = chance.randrange(len(lines))
                lines[place], lines[other] = lines[other], lines[place]
            case 3:
                lines[place] = "  " + lines[place]
            case _:
                line = lines[place]
                cut = chance.randint(0, len(line))
                lines[place] = line[:cut] + chance.choice("{}[]:,&*!'\"#-|>%@ é") + line[cut:]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(60))
def test_a_spoilt_pack_is_read_or_refused_and_never_crashes(seed: int) -> None:
    chance = random.Random(seed)
    document = chance.choice([d for d in documents() if "mbo-statement" in d.file or "re-placement" in d.file])
    with open(document.file, encoding="utf-8") as file:  # noqa: PTH123 - a plain file
        text = file.read()
    began = time.process_time()
    found = problems_in(mutated(text, chance))
    assert found is None or all(problem.mend for problem in found)
    assert time.process_time() - began < 10
