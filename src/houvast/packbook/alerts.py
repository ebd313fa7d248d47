"""The alert rules that come with Houvast: files under packs/alerts, read and checked as packs are.

from houvast.packbook.alerts import rule, rules
rules()                        # every rule, in the order of the files
rule("unauthorised-absence")
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from houvast.core.alerts.measuring import measured
from houvast.core.alerts.rules import Rule, RuleBook
from houvast.core.alerts.scenario import Scenario, Scenarios
from houvast.core.forms.text import Text
from houvast.packbook.book import as_problem, files, read_file
from houvast.packbook.reader import Document, PackError, Problem
from houvast.packbook.schema import DRAFT, Schema

FOLDER = Path(__file__).resolve().parent.parent / "packs" / "alerts"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRules:
    """One file of rules: its book when it has the right shape, and everything that is wrong with it."""

    file: str
    book: RuleBook | None
    problems: tuple[Problem, ...]


def check_rules(paths: Iterable[Path] = ()) -> tuple[CheckedRules, ...]:
    """Check files of rules (ours when none is given): their shape, and that every example of our rules holds."""
    return tuple(_checked(path) for path in files(paths or (FOLDER / "rules",)))


def rules_as_data(checked: CheckedRules) -> dict[str, object]:
    """One file's result in the shape of JSON."""
    return {
        "file": checked.file,
        "rules": [one.id for one in checked.book.rules] if checked.book else [],
        "errors": [{"line": one.line, "text": one.text.en, "mend": one.mend.en} for one in checked.problems],
    }


def is_rules(path: Path) -> bool:
    """Whether this file wants to be a book of alert rules; a file that cannot be read is not."""
    try:
        value = read_file(path).value
    except PackError:
        return False
    return isinstance(value, dict) and "rules" in value


def _checked(path: Path) -> CheckedRules:
    try:
        document = read_file(path)
        book = parse_rules(document)
    except PackError as wrong:
        return CheckedRules(file=str(path), book=None, problems=wrong.problems)
    wrong_examples = tuple(
        Problem(
            file=str(path),
            line=document.place(("rules", number))[0],
            column=1,
            text=Text(
                nl=f"{one.id}: een voorbeeld klopt niet op {day.on}: {example.says}",
                en=f"{one.id}: an example does not hold on {day.on}: {example.says}",
            ),
            mend=Text(
                nl="Verbeter de regel, of het voorbeeld in packs/alerts/scenarios.",
                en="Correct the rule, or the example under packs/alerts/scenarios.",
            ),
        )
        for number, one in enumerate(book.rules)
        for example in scenarios()
        if example.rule == one.id
        for day in example.expect
        if measured(one, example.facts, day.on) != (day.state, day.value)
    )
    return CheckedRules(file=str(path), book=book, problems=wrong_examples)


class UnknownRule(LookupError):
    """No alert rule of that id."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(f"there is no alert rule {rule_id}")


@cache
def rules() -> tuple[Rule, ...]:
    """Every alert rule that comes with Houvast. PackError when a file is not a book of rules."""
    books = (read_rules(path) for path in files((FOLDER / "rules",)))
    return tuple(rule for book in books for rule in book.rules)


def rule(rule_id: str) -> Rule:
    """The rule of that id. UnknownRule when there is none."""
    found = _by_id().get(rule_id)
    if found is None:
        raise UnknownRule(rule_id)
    return found


@cache
def _by_id() -> dict[str, Rule]:
    return {one.id: one for one in rules()}


def read_rules(path: Path) -> RuleBook:
    """The rules in one file. PackError with everything that is wrong with its shape."""
    return parse_rules(read_file(path))


def parse_rules(document: Document) -> RuleBook:
    """The rules in this document. PackError with every error of shape and the line where it stands."""
    try:
        return RuleBook.model_validate(document.value)
    except ValidationError as wrong:
        raise PackError(tuple(as_problem(document, error) for error in wrong.errors()[:50])) from None


def rules_schema() -> Schema:
    """The JSON Schema of a file of rules, for editors."""
    return {"$schema": DRAFT, **RuleBook.model_json_schema(by_alias=True)}


@cache
def scenarios() -> tuple[Scenario, ...]:
    """The examples that come with the rules. PackError when a file is not a book of examples."""
    found: list[Scenario] = []
    for path in files((FOLDER / "scenarios",)):
        document = read_file(path)
        try:
            found += Scenarios.model_validate(document.value).scenarios
        except ValidationError as wrong:
            raise PackError(tuple(as_problem(document, error) for error in wrong.errors()[:50])) from None
    return tuple(found)
