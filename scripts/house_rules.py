"""The house's own checks: what a tool elsewhere does not look for. Each rule has a sentence that says why.

`broken(path, text)` is pure, so that each rule is tested with a good and a bad line (tests/checks/test_house_rules.py).
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
MODULE_LINES = 350
TEMPLATE_LINES = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern that must not stand in files whose path matches `where` (and not `but`)."""

    pattern: str
    where: str
    because: str
    but: str = r"^$"


CODE = r"^(src|scripts|bench)/.*\.py$"
TESTS = r"/tests/|^tests/|/migrations/"
RULES = (
    Rule(
        pattern=r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError",
        where=r"\.(py|html|yaml|css|js)$",
        but=r"^scripts/house_rules\.py$|^tests/checks/",
        because="unfinished work is an issue or a note, not a mark in the code",
    ),
    Rule(
        pattern=r"pytest\.skip\(|\bxfail\b",
        where=r"\.py$",
        but=r"^scripts/house_rules\.py$|^tests/checks/",
        because="a test that does not run says nothing; gaps are named by tests/houvast_testing/gaps.py",
    ),
    Rule(
        pattern=r"(?<![\w.])(eval|exec)\(",
        where=CODE,
        but=r"^scripts/house_rules\.py$",
        because="a document must never run code: parse it in a closed grammar",
    ),
    Rule(
        pattern=r"\b[A-Z]\w+\.objects\b",
        where=r"^src/houvast/\w+/(views|api)(/\w+)?\.py$",
        because="a view asks queries and actions: they know what the viewer may see",
    ),
    Rule(
        pattern=r"from django\.dispatch|post_save|pre_save(?!\()|@receiver",
        where=CODE,
        but=r"^scripts/house_rules\.py$",
        because="no Django signals: an action writes what it writes where you can read it",
    ),
    Rule(
        pattern=r"https?://[a-z0-9.-]*(pypi|pythonhosted|npmjs|debian)\.[a-z]+",
        where=r".*",
        but=r"^scripts/house_rules\.py$|^tests/checks/",
        because="registries are found by the client's own settings, never by an address of ours",
    ),
    Rule(
        pattern=r"\sstyle=\"|<script>|\son[a-z]+=\"",
        where=r"/templates/.*\.html$",
        because="the content security policy refuses inline style and script",
    ),
    Rule(
        pattern=r"\|\s*safe\b|autoescape off",
        where=r"/templates/.*\.html$",
        because="what a person typed is escaped, always",
    ),
)
FORBIDDEN_NAMES = frozenset({"utils", "helpers", "common", "misc"})


def broken(path: str, text: str) -> Iterator[str]:
    """What is wrong with one file: 'path:line: why'."""
    stem = PurePosixPath(path).stem
    if stem in FORBIDDEN_NAMES:
        yield f"{path}:1: a file named {stem} says nothing: name it for what it is"
    lines = text.splitlines()
    for rule in RULES:
        if not re.search(rule.where, path) or re.search(rule.but, path):
            continue
        for number, line in enumerate(lines, 1):
            if re.search(rule.pattern, line):
                yield f"{path}:{number}: {rule.because}"
    if re.search(CODE, path) and not re.search(TESTS, path) and len(lines) > MODULE_LINES:
        yield f"{path}:{len(lines)}: more than {MODULE_LINES} lines: make it a package by noun"
    if path.endswith(".html") and len(lines) > TEMPLATE_LINES:
        yield f"{path}:{len(lines)}: more than {TEMPLATE_LINES} lines: include its parts"


def main() -> int:
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    found: list[str] = []
    for path in filter(None, tracked):
        if re.search(r"\.(py|html|yaml|yml|css|js|mjs|md|toml|json|sh|txt|po)$|^Makefile$", path):
            found += broken(path, (ROOT / path).read_text(encoding="utf-8", errors="replace"))
    print("\n".join(found) or "No house rule is broken.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
