#!/usr/bin/env python3
"""Write docs/access.md from the policy table; with --check only say whether it is what the table says."""

from __future__ import annotations

import sys
from pathlib import Path

from houvast.core.access.policy import POLICY
from houvast.core.access.words import Action, Data, Relation

TARGET = Path(__file__).resolve().parent.parent / "docs" / "access.md"
TOP = """# Who may do what

Made from the policy table (`houvast.core.access.policy`) by `scripts/access_doc.py`; change the table, not this page.

Access follows the relation between a viewer and a student on a day, not the job title. A role in a unit (a college, a
team, a class) ties its holder to the students of that unit and of everything under it, for as long as the role and the
student's place there last. Relations add up, and none takes away what another gives. Without a relation a page does not
exist: the answer is 404.

A guardian is tied to a minor with parental authority, and to an adult student only with the student's own consent. A
birth date that is not known ties no guardian. Working notes are shown to whoever wrote them. Whatever is shown of a
student stands in the log of reads, with its purpose, before the page leaves; the student reads that log.

The administrator arranges who is around a student and types an unknown name; that opens no dossier. The administration
pages show names, classes and people around, and nothing else.
"""


def page() -> str:
    """The whole page, in the order of the table."""
    parts = [TOP]
    for relation in Relation:
        rows = [row for row in POLICY if row.relation is relation]
        purposes = ", ".join(sorted({row.purpose.replace("_", " ") for row in rows}))
        parts.append(f"\n## {relation.replace('_', ' ').capitalize()}\n\nPurpose: {purposes}.\n")
        parts.append("| data | " + " | ".join(Action) + " |\n|---|" + "---|" * len(Action))
        for data in Data:
            allowed = {action for row in rows if row.data is data for action in row.actions}
            if allowed:
                cells = " | ".join("yes" if action in allowed else "" for action in Action)
                parts.append(f"| {data.replace('_', ' ')} | {cells} |")
    return "\n".join(parts) + "\n"


def main(arguments: list[str]) -> int:
    """0 when the page is (now) what the table says."""
    if "--check" not in arguments:
        TARGET.write_text(page(), encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == page():
        return 0
    print("docs/access.md is not what the policy says: run scripts/access_doc.py")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
