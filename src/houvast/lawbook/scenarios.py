"""Examples a jurist can read, and the machine that checks them.

A file is a list of scenarios:

    - name: The day before the eighteenth birthday there is still a qualification duty
      rule: education-duty
      on: 2027-03-14
      facts: {birth_date: 2009-03-15, qualifications: [vmbo_tl]}
      outcome: {status: qualification_duty, ends_on: 2027-03-14}
      because: ["Leerplichtwet 1969 art. 4a"]     # these sources are cited, among others
      asks: ["vrijstelling"]                      # this is asked of a human, among others
      error: "..."                                # instead of outcome: the question is refused with these words

`outcome` names the keys that matter; the others are left open. `cohort`, `institution` and `trace` may be added.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from houvast import lawbook
from houvast.core.law.answers import Answer, plain
from houvast.core.law.errors import QuestionError
from houvast.lawbook.files import RULES, LawFileError, parse_yaml

KEYS = {"name", "rule", "on", "facts", "outcome", "because", "asks", "error", "cohort", "institution"}


class ScenarioFileError(Exception):
    """A file of scenarios is wrong; the message says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A scenario that was run; `difference` is empty when it holds."""

    place: str
    rule: str
    name: str
    difference: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def run_ours() -> list[Result]:
    """Run every scenario that comes with the rules."""
    places = sorted((RULES / "scenarios").glob("*.yaml"))
    return [result for one in places for result in run_text(one.read_text(encoding="utf-8"), one.name)]


def run_files(paths: Iterable[Path]) -> list[Result]:
    """Run the scenarios of these files; raises ScenarioFileError."""
    results: list[Result] = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ScenarioFileError(f"{path}: {error}") from error
        results += run_text(text, str(path))
    return results


def run_text(text: str, place: str) -> list[Result]:
    try:
        content = parse_yaml(text, place)
    except LawFileError as error:
        raise ScenarioFileError(str(error)) from error
    if not isinstance(content, list):
        raise ScenarioFileError(f"{place}: a list of scenarios was expected")
    return [_run(item, f"{place}:{position}") for position, item in enumerate(content, start=1)]


def _run(item: Any, place: str) -> Result:
    if not isinstance(item, dict) or set(item) - KEYS or not {"name", "rule", "on", "facts"} <= set(item):
        raise ScenarioFileError(f"{place}: a scenario has name, rule, on, facts and outcome or error, not {item!r}")
    if not isinstance(item["on"], date) or not isinstance(item["facts"], dict):
        raise ScenarioFileError(f"{place}: on is a day and facts are an object")
    if ("outcome" in item) == ("error" in item):
        raise ScenarioFileError(f"{place}: a scenario expects either an outcome or an error")
    return Result(place=place, rule=item["rule"], name=item["name"], difference=_difference(item))


def _difference(item: Mapping[str, Any]) -> str:
    try:
        answer = lawbook.ask(
            item["rule"],
            item["facts"],
            on=item["on"],
            cohort=item.get("cohort"),
            institution=item.get("institution"),
        )
    except QuestionError as error:
        if "error" in item and str(item["error"]) in f"{error.text.nl} {error.text.en}":
            return ""
        return f"refused: {error.text.en}"
    if "error" in item:
        return f"expected a refusal, found {answer.outcome}"
    return _compared(item, answer)


def _compared(item: Mapping[str, Any], answer: Answer) -> str:
    expected = {name: plain(value) for name, value in item["outcome"].items()}
    found = {name: plain(answer.outcome[name]) if name in answer.outcome else "no such key" for name in expected}
    if expected != found:
        return f"expected {expected}, found {found}"
    for source in map(str, item.get("because", ())):
        if not any(source in f"{one.source} {one.text.nl} {one.text.en}" for one in answer.because):
            return f"no reason cites {source!r}: {[one.source for one in answer.because]}"
    for words in map(str, item.get("asks", ())):
        if not any(words in f"{text.nl} {text.en}" for text in answer.asks_human):
            return f"nothing is asked about {words!r}: {[text.nl for text in answer.asks_human]}"
    return ""
