"""Check pack files: read, lay over, prove; with the line of what is wrong. Needs no database and no settings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from houvast import lawbook
from houvast.core.law.catalogue import rule_ids
from houvast.core.procedure.findings import Class, Finding, Report
from houvast.core.procedure.pack import FollowOn, Pack
from houvast.core.procedure.prover import prove
from houvast.core.procedure.structure import SILENT
from houvast.core.procedure.world import Answer, Ask
from houvast.packbook.book import FOLDER, documents_by_id, files, parse_pack, read_file
from houvast.packbook.reader import Document, PackError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file: its pack when it has one, the report, and the line of each finding (errors first, then warnings)."""

    file: str
    pack: Pack | None
    report: Report
    lines: tuple[int, ...]

    @property
    def sound(self) -> bool:
        return not self.report.errors


def remembering_ask() -> Ask:
    """The law, asked each question once: proofs of many packs ask the same."""
    answers: dict[object, Answer] = {}

    def ask(rule: str, facts: Mapping[str, object], *, on: date) -> Answer:
        key = (rule, on, *((name, str(value)) for name, value in facts.items()))
        if key not in answers:
            answers[key] = lawbook.ask(rule, facts, on=on)
        return answers[key]

    return ask


def check_files(paths: Iterable[Path] = (FOLDER,)) -> tuple[Checked, ...]:
    """Check these files and folders, each beside the packs that come with Houvast."""
    read = [_read(path) for path in files(paths)]
    known = frozenset(documents_by_id()) | {pack.id for _file, _doc, pack, _wrong in read if pack is not None}
    rules = frozenset(rule_ids())
    seen: set[tuple[str, str]] = set()
    ask = remembering_ask()
    return _with_contracts(tuple(_checked(one, known, rules, ask, seen) for one in read))


def _with_contracts(checked: tuple[Checked, ...]) -> tuple[Checked, ...]:
    """A pack is as sound as the procedures it leads to: each is proven, and somebody of the school can open it."""
    packs = {pack.id: pack for pack in (one.pack for one in checked) if pack is not None}
    broken = {one.report.id for one in checked if not one.sound}
    return tuple(_with_contract(one, one.pack, packs, broken) if one.pack is not None else one for one in checked)


def _with_contract(one: Checked, pack: Pack, packs: Mapping[str, Pack], broken: set[str]) -> Checked:
    found = []
    for name in sorted({opens.pack for opens in _all_opens(pack)} - {pack.id}):
        following = packs.get(name)
        if name in broken:
            found.append((f"leads to {name}, which is not proven", "Mend that procedure first."))
        elif following is not None and all(role in SILENT for role in following.opened_by):
            found.append((f"leads to {name}, which nobody of the school opens", "Add a role to its opened_by."))
    if not found:
        return one
    errors = tuple(Finding(code="follow_on", text=text, mend=mend, kind=Class.FLOW) for text, mend in found)
    report = replace(one.report, errors=(*one.report.errors, *errors))
    count = len(one.report.errors)
    return replace(one, report=report, lines=(*one.lines[:count], *(1 for _ in errors), *one.lines[count:]))


def _all_opens(pack: Pack) -> Iterator[FollowOn]:
    for act in pack.acts.values():
        for part in act.parts:
            yield from part.opens
    for outcome in pack.outcomes.values():
        yield from outcome.opens


def check_pack(pack: Pack) -> Report:
    """Prove one pack beside the shipped ones."""
    return prove(pack, lawbook.ask, frozenset(documents_by_id()) | {pack.id}, frozenset(rule_ids()))


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
    rules: frozenset[str],
    ask: Ask,
    seen: set[tuple[str, str]],
) -> Checked:
    file, document, pack, problems = read
    if pack is None or document is None:
        found = tuple(
            Finding(code="shape", text=p.text, mend=p.mend, where=tuple(p.path.split(".")) if p.path else ())
            for p in problems
        )
        report = Report(id=Path(file).stem, version="", states=0, paths=0, errors=found, warnings=())
        return Checked(file=file, pack=None, report=report, lines=tuple(problem.line for problem in problems))
    report = prove(pack, ask, known, rules)
    if (pack.id, pack.version) in seen:
        twice = Finding(
            code="double_pack", text=f"{pack.id} {pack.version} stands twice", mend="Give it a new version."
        )
        report = replace(report, errors=(*report.errors, twice))
    seen.add((pack.id, pack.version))
    lines = tuple(document.place(finding.where)[0] for finding in (*report.errors, *report.warnings))
    return Checked(file=file, pack=pack, report=report, lines=lines)


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
    }


def _finding(finding: Finding, line: int) -> dict[str, object]:
    return {
        "code": finding.code,
        "class": finding.kind.value,
        "text": finding.text,
        "mend": finding.mend,
        "line": line,
        "where": ".".join(str(part) for part in finding.where),
        "path": list(finding.path),
        "source": finding.source,
    }
