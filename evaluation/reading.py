"""How often a part to test was read, and with which choices: kept in a file beside this one, committed with the code.

The choices are everything that decides a figure: thresholds, inputs, models. Their digest shows whether something was
changed after a part to test had been read.
"""

import json
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
LEDGER = HERE / "test_reads.json"
DECIDING = (
    *(HERE / f"{name}.py" for name in ("material", "oulad", "portugal", "invitation", "rankings")),
    HERE.parent / "src" / "houvast" / "alerts" / "evaluation" / "learned.py",
)


def choices() -> str:
    """The digest of the modules that decide a figure, 12 characters."""
    together = sha256()
    for path in DECIDING:
        together.update(path.read_bytes())
    return together.hexdigest()[:12]


def counted(name: str, ledger: Path = LEDGER) -> int:
    """Count one more reading of the part to test of this data, before it is read; the number of this reading."""
    reads: dict[str, list[str]] = json.loads(ledger.read_text(encoding="utf-8")) if ledger.exists() else {}
    reads.setdefault(name, []).append(choices())
    ledger.write_text(json.dumps(reads, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return len(reads[name])


def differing(name: str, ledger: Path = LEDGER) -> int:
    """With how many different choices the part to test of this data was read."""
    reads: dict[str, list[str]] = json.loads(ledger.read_text(encoding="utf-8")) if ledger.exists() else {}
    return len(set(reads.get(name, [])))
