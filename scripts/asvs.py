"""Whether the table of OWASP ASVS in docs/security.md tells of tests and checks that exist."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "security.md"


def wrong_rows(text: str) -> list[str]:
    """What does not hold: an item called met without a test or check, or one that names what is not there."""
    wrong = []
    for line in text.splitlines():
        cells = [one.strip() for one in line.strip("| ").split(" | ")] if re.match(r"\| V\d", line) else []
        if len(cells) < 2 or cells[1] != "met":  # noqa: PLR2004 - id and judgement
            continue
        named = re.findall(r"`([^`]+)`", cells[3].rstrip("|")) if len(cells) > 3 else []  # noqa: PLR2004
        if not named:
            wrong.append(f"{cells[0]}: names no test or check")
        wrong += [f"{cells[0]}: {one} is not there" for one in named if not _is_there(one)]
    return wrong


def _is_there(named: str) -> bool:
    path, _, test = named.partition("::")
    found = next((one for one in (ROOT / path, ROOT / "src" / "houvast" / path) if one.is_file()), None)
    return found is not None and (not test or f"def {test}(" in found.read_text(encoding="utf-8"))


def main() -> int:
    wrong = wrong_rows(PAGE.read_text(encoding="utf-8"))
    for one in wrong:
        print(f"docs/security.md: {one}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
