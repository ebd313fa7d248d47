"""Ask the law from the command line. Needs no database, no settings and no Django, so that it starts at once."""

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from houvast import lawbook
from houvast.core.law.answers import Answer
from houvast.core.law.errors import QuestionError, WrongFact
from houvast.core.law.facts import A_DAY
from houvast.core.law.rule import Rule
from houvast.core.law.text import Text

LANGUAGE = click.option(
    "--language",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help="Language of the sentences.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


@click.group("law")
def command() -> None:
    """Ask a rule of law: what holds, because of what, and until when."""


class NotAQuestion(ValueError):
    """What came is no question at all; says in both languages what one looks like."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(nl, en)


def refuse(error: Exception, language: str) -> NoReturn:
    """End with exit code 2 and a sentence that says what is wrong and what is allowed."""
    text = error.text.in_(language) if isinstance(error, QuestionError | NotAQuestion) else str(error)
    click.echo(text, err=True)
    raise SystemExit(2)


@command.command("list")
@AS_JSON
@LANGUAGE
def list_rules(*, as_json: bool, language: str) -> None:
    """Name every rule with its facts, its sources and the days on which it changed."""
    from houvast.lawbook.listing import described

    rules = [described(rule, language) for rule in lawbook.rules()]
    if as_json:
        click.echo(json.dumps(rules, ensure_ascii=False, indent=2))
        return
    for rule in rules:
        facts = ", ".join(fact["name"] if fact["required"] else f"[{fact['name']}]" for fact in rule["facts"])
        click.echo(f"{rule['id']:<24}{rule['title']}\n{'':<24}{facts}")


@command.command()
@click.argument("rule", required=False)
@click.option("--on", "on", metavar="DATE", help="The day the question is about, as 2026-11-21.")
@click.option("--cohort", help="The student's cohort, as 2026-2027.")
@click.option("--institution", help="The institution whose own norms count.")
@click.option("--facts", metavar="JSON", help="The facts as a JSON object; null means it has not happened.")
@click.option("--batch", is_flag=True, help='Read one {"rule", "on", "facts"} a line, write one answer a line.')
@AS_JSON
@LANGUAGE
def ask(
    rule: str | None,
    on: str | None,
    cohort: str | None,
    institution: str | None,
    facts: str | None,
    *,
    batch: bool,
    as_json: bool,
    language: str,
) -> None:
    """Ask RULE for a day: houvast law ask education-duty --on 2027-03-15 --facts '{"birth_date": ...}'."""
    if batch:
        answer_lines(sys.stdin, language)
        return
    if rule is None or on is None or facts is None:
        raise click.UsageError("give RULE, --on and --facts, or --batch")
    question = {"rule": rule, "on": on, "facts": facts_of(facts), "cohort": cohort, "institution": institution}
    try:
        answer = asked(question)
    except (QuestionError, ValueError) as error:
        refuse(error, language)
    if as_json:
        click.echo(json.dumps(answer.as_json(language), ensure_ascii=False, indent=2))
    else:
        click.echo(told(answer, language))


def facts_of(text: str) -> object:
    """The facts as given; text that is no JSON ends the command."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        refuse(ValueError(f"--facts {text!r}: JSON object expected ({error})"), "en")


def asked(question: object) -> Answer:
    """Ask one question out of its JSON form; raises QuestionError, or ValueError when it has not the form."""
    if not isinstance(question, dict):
        raise NotAQuestion(
            f"een vraag is een object met rule, on en facts, niet {question!r}",
            f"a question is an object with rule, on and facts, not {question!r}",
        )
    unknown = set(question) - {"rule", "on", "facts", "cohort", "institution"}
    facts, rule = question.get("facts"), question.get("rule")
    if unknown or not isinstance(rule, str) or not isinstance(facts, dict):
        raise NotAQuestion(
            f"een vraag heeft rule, on en facts (een object), en soms cohort en institution: {question!r}",
            f"a question has rule, on and facts (an object), and may have cohort and institution: {question!r}",
        )
    for name in ("cohort", "institution"):
        if not isinstance(question.get(name), str | None):
            said = repr(question[name])
            raise NotAQuestion(f"{name} is een tekst, niet {said}", f"{name} is a text, not {said}")
    return lawbook.ask(
        rule,
        facts,
        on=day_of(question.get("on")),
        cohort=question.get("cohort"),
        institution=question.get("institution"),
    )


def day_of(value: object) -> date:
    """A day written 2026-11-21; raises WrongFact naming what came instead."""
    try:
        if isinstance(value, str) and len(value) == len("2026-11-21"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise WrongFact("on", value, A_DAY)


def answer_lines(lines: Iterable[str], language: str) -> None:
    """Answer one question a line, in order; a bad one gets an `error` line and the rest go on."""
    for line in lines:
        if not line.strip():
            continue
        try:
            answered: dict[str, Any] = asked(_read(line)).as_json(language)
        except (QuestionError, ValueError, RecursionError) as error:
            answered = {
                "error": error.text.in_(language) if isinstance(error, QuestionError | NotAQuestion) else str(error)
            }
        sys.stdout.write(json.dumps(answered, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _read(line: str) -> object:
    """A line as JSON; raises NotAQuestion."""
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        said = line.strip()[:80]
        raise NotAQuestion(f"deze regel is geen JSON: {said!r}", f"this line is no JSON: {said!r}") from error


def told(answer: Answer, language: str) -> str:
    """An answer for people to read: outcome, reasons with law and policy apart, and what only a human can judge."""
    dutch = language == "nl"
    standing = {"law": "wet", "policy": "beleid"} if dutch else {"law": "law", "policy": "policy"}
    values = answer.as_json(language)
    outcome, because, asks = values["outcome"], values["because"], values["asks_human"]
    assert isinstance(outcome, dict) and isinstance(because, list) and isinstance(asks, list)  # noqa: PT018
    rule = lawbook.rule_named(answer.rule)
    lines = [f"{rule.title.in_(language)} ({answer.rule}, {answer.version})"]
    for name, value in outcome.items():
        lines.append(f"  {rule.outcome[name].in_(language)}: {shown(value, rule, language)}")
    lines.append("Omdat:" if dutch else "Because:")
    for one in because:
        seen = "" if one["verified"] else (", niet geverifieerd" if dutch else ", unverified")
        since = "sinds" if dutch else "since"
        lines += [f"  - {one['text']}"]
        lines += [f"    [{standing[one['class']]}: {one['source']}, {since} {one['valid_from']}{seen}]"]
    if asks:
        lines.append("Dit beoordeelt een mens:" if dutch else "For a human to judge:")
        lines += [f"  - {text}" for text in asks]
    return "\n".join(lines)


def shown(value: object, rule: Rule[Any], language: str) -> str:
    """A value of an outcome in words; days and numbers as they are."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return {"nl": ("nee", "ja"), "en": ("no", "yes")}[language][value]
    if isinstance(value, list):
        return ", ".join(shown(one, rule, language) for one in value) or "-"
    try:
        return lawbook.words_of(str(value), rule).in_(language)
    except KeyError:
        return str(value)


@command.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@AS_JSON
def test(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Run scenarios: ours without FILES, or anyone's. Exit code 1 when one fails, 2 when a file cannot be read."""
    from houvast.lawbook import scenarios

    try:
        results = scenarios.run_files(files) if files else scenarios.run_ours()
    except scenarios.ScenarioFileError as error:
        refuse(error, "en")
    failed = [result for result in results if result.difference]
    if as_json:
        click.echo(json.dumps([result.as_json() for result in results], ensure_ascii=False, indent=2))
    else:
        for result in failed:
            click.echo(f"FAILED {result.place}: {result.name}\n       {result.difference}")
        click.echo(f"{len(results) - len(failed)} of {len(results)} scenarios hold")
    if failed or not results:
        raise SystemExit(1)


@command.command()
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@AS_JSON
@LANGUAGE
def replay(file: Any, *, as_json: bool, language: str) -> None:
    """Ask a stored receipt (or an answer with one) again. Exit code 1 when it was altered or answers otherwise."""
    try:
        content = json.load(file)
        played = lawbook.replay(content.get("receipt", content))
    except (QuestionError, ValueError, KeyError, AttributeError, TypeError) as error:
        refuse(error if isinstance(error, QuestionError) else ValueError(f"no receipt: {error!r}"), language)
    if as_json:
        values = {"same": played.same, "whole": played.whole, "answer": played.answer.as_json(language)}
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        click.echo(told(played.answer, language))
        click.echo(f"same: {played.same}, whole: {played.whole}")
    if not (played.same and played.whole):
        raise SystemExit(1)
