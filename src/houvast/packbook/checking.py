"""Check pack files: read, lay over, prove; with the line of what is wrong. Needs no database and no settings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from houvast import lawbook
from houvast.core.law.catalogue import rule_ids, rule_named
from houvast.core.procedure.contract import broken_contracts, follow_ons
from houvast.core.procedure.findings import Contract, Finding, Report, found
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.prover import prove
from houvast.core.procedure.world import Answer, Ask, Published, Rules
from houvast.packbook.book import FOLDER, documents_by_id, files, parse_pack, read_file
from houvast.packbook.cycles import without_looking_for_cycles
from houvast.packbook.places import line_of
from houvast.packbook.reader import Document, PackError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file: its pack when it has one, the report, and the line of each finding (errors first, then warnings)."""

    file: str
    pack: Pack | None
    report: Report
    lines: tuple[int, ...]
    document: Document | None = None

    def line_of(self, finding: Finding) -> int:
        """The line of the file that the finding is about."""
        return line_of(self.document, self.pack, finding.where) if self.document and self.pack else 1

    @property
    def sound(self) -> bool:
        return not self.report.errors


def remembering_ask() -> Ask:
    """The law, asked each question once: proofs of many packs ask the same."""
    answers: dict[object, Answer] = {}

    def ask(rule: str, facts: Mapping[str, object], *, on: date) -> Answer:
        key = (rule, on, *((name, str(value)) for name, value in facts.items()))
        if key not in answers:
            answers[key] = lawbook.finding(rule, facts, on=on)
        return answers[key]

    return ask


class _Rules(Mapping[str, Published]):
    """Every rule of the law by name; its file is opened when it is asked for."""

    def __getitem__(self, name: str) -> Published:
        return _published(name)

    def __iter__(self) -> Iterator[str]:
        return iter(rule_ids())

    def __len__(self) -> int:
        return len(rule_ids())


def published_rules() -> Rules:
    """Every rule of the law with the boundaries that it publishes and the days on which it changes."""
    return _Rules()


@cache
def _published(name: str) -> Published:
    if name not in rule_ids():
        raise KeyError(name)
    rule = rule_named(name)
    book = lawbook.book_for(rule)
    boundaries: dict[str, tuple[tuple[int, str], ...]] = {}
    for boundary in rule.boundaries:
        versions = book.parameters[boundary.key.name].versions
        lengths = tuple((int(str(version.value)), version.unit) for version in versions)
        boundaries[boundary.fact] = tuple(dict.fromkeys((*boundaries.get(boundary.fact, ()), *lengths)))
    used = [book.parameters[key.name].versions for key in rule.uses]
    days = {new.valid_from for versions in used for old, new in pairwise(versions) if new.value != old.value}
    return Published(boundaries=boundaries, days=tuple(sorted(days)))


def check_files(paths: Iterable[Path] = (FOLDER,)) -> tuple[Checked, ...]:
    """Check these files and folders, each beside the packs that come with Houvast."""
    with without_looking_for_cycles():
        return _with_contracts(_proven(paths))


def _proven(paths: Iterable[Path]) -> tuple[Checked, ...]:
    read = [_read(path) for path in files(paths)]
    known = frozenset(documents_by_id()) | {pack.id for _file, _doc, pack, _wrong in read if pack is not None}
    rules = published_rules()
    seen: set[tuple[str, str]] = set()
    ask = remembering_ask()
    return tuple(_checked(one, known, rules, ask, seen) for one in read)


def _with_contracts(checked: tuple[Checked, ...]) -> tuple[Checked, ...]:
    """A pack is as sound as the procedures it leads to: each keeps its contract, or both paths are shown."""
    contracts = {one.report.id: one.report.contract for one in checked if one.report.contract is not None}
    unproven = {one.report.id: one.report.errors[0].path for one in checked if not one.sound}
    broken: dict[str, dict[str, Finding]] = {}
    for name, following, finding in broken_contracts(contracts, unproven):
        broken.setdefault(name, {}).setdefault(following, finding)
    return tuple(_with_broken(one, broken.get(one.report.id, {})) for one in checked)


def _with_broken(one: Checked, broken: Mapping[str, Finding]) -> Checked:
    if not broken or one.pack is None:
        return one
    at = {opens.pack: where for opens, where in follow_ons(one.pack)}
    errors = tuple(replace(finding, where=at.get(following, ())) for following, finding in broken.items())
    lines = tuple(one.line_of(finding) for finding in errors)
    count = len(one.report.errors)
    report = replace(one.report, errors=(*one.report.errors, *errors))
    return replace(one, report=report, lines=(*one.lines[:count], *lines, *one.lines[count:]))


def check_pack(pack: Pack) -> Report:
    """Prove one pack beside the shipped ones."""
    return prove(pack, lawbook.finding, frozenset(documents_by_id()) | {pack.id}, published_rules())


def _read(path: Path) -> tuple[str, Document | None, Pack | None, tuple[Problem, ...]]:
    document: Document | None = None
    try:
        document = read_file(path)
        return str(path), document, parse_pack(document, documents_by_id().get), ()
    except PackError as wrong:
        return str(path), document, None, wrong.problems


def _checked(
    read: tuple[str, Document | None, Pack | None, tuple[Problem, ...]],
    known: frozenset[str],
    rules: Rules,
    ask: Ask,
    seen: set[tuple[str, str]],
) -> Checked:
    file, document, pack, problems = read
    if pack is None or document is None:
        shapes = tuple(
            Finding(code="shape", text=p.text, mend=p.mend, where=tuple(p.path.split(".")) if p.path else ())
            for p in problems
        )
        report = Report(id=Path(file).stem, version="", states=0, paths=0, errors=shapes, warnings=())
        return Checked(file=file, pack=None, report=report, lines=tuple(problem.line for problem in problems))
    report = prove(pack, ask, known, rules)
    if (pack.id, pack.version) in seen:
        twice = found("double_pack", pack=f"{pack.id} {pack.version}")
        report = replace(report, errors=(*report.errors, twice))
    seen.add((pack.id, pack.version))
    lines = tuple(line_of(document, pack, finding.where) for finding in (*report.errors, *report.warnings))
    return Checked(file=file, pack=pack, report=report, lines=lines, document=document)


def as_data(checked: Checked) -> dict[str, object]:
    """One file's result in the shape of JSON."""
    report, count = checked.report, len(checked.report.errors)
    return {
        "id": report.id,
        "version": report.version,
        "file": checked.file,
        "states": report.states,
        "paths": report.paths,
        "errors": [_finding(f, line) for f, line in zip(report.errors, checked.lines[:count], strict=True)],
        "warnings": [_finding(f, line) for f, line in zip(report.warnings, checked.lines[count:], strict=True)],
        "contract": _contract(report.contract),
    }


def _contract(contract: Contract | None) -> dict[str, object] | None:
    if contract is None:
        return None
    return {
        "entry": list(contract.entry),
        "ends": list(contract.ends),
        "leads_to": {name: list(path) for name, path in contract.offers.items()},
    }


def _finding(finding: Finding, line: int) -> dict[str, object]:
    return {
        "code": finding.code,
        "class": finding.kind.value,
        "text": finding.text.en,
        "text_nl": finding.text.nl,
        "mend": finding.mend.en,
        "mend_nl": finding.mend.nl,
        "line": line,
        "where": ".".join(str(part) for part in finding.where),
        "path": list(finding.path),
        "source": finding.source,
    }
