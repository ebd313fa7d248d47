"""The tests, in three sizes: SQLite with the browser first, then PostgreSQL.

By itself: all on SQLite but what is marked `long`, and on PostgreSQL where the two databases can differ. With
`--everything` (in CI): the long ones too, and on PostgreSQL whatever touches a database. With `--proof`: what takes
minutes.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.houvast_testing.gaps import missing  # noqa: E402

# Walls, locks, bulk writing, queries written by hand, migrations: where one database can do what the other does not.
DIFFERS = (
    "tests/access/test_expected.py",
    "tests/access/test_worlds.py",
    "tests/upgrades",
    "src/houvast/alerts/measuring",
    "src/houvast/exchange",
    "src/houvast/outbox",
    "src/houvast/people",
    "src/houvast/privacy",
    "src/houvast/vault",
    "src/houvast/*/tests/test_bounded*.py",
    "src/houvast/*/tests/test_killed*.py",
    "src/houvast/*/tests/test_two_*.py",
)
PURE = ("src/houvast/core", "src/houvast/lawbook", "src/houvast/packbook", "src/houvast/web", "tests/checks")


def run(title: str, arguments: list[str], **environment: str) -> bool:
    """Run pytest in a process of its own; says how long it took."""
    print(f"\n=== {title}", flush=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    passed = subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, **environment}).returncode == 0
    print(f"--- {title}: {'passed' if passed else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return passed


def main() -> int:
    proof, everything = "--proof" in sys.argv, "--everything" in sys.argv
    workers = [] if proof else ["-n", str(min(4, os.cpu_count() or 2)), "--dist", "worksteal"]
    which = "proof" if proof else "not proof" if everything else "not proof and not long"
    results = [run("SQLite and browser", ["-m", which, *workers])]
    if "postgres" not in missing():
        on_postgres = ["-m", which if proof else f"{which} and not browser and not no_database", *workers]
        if proof or everything:
            places = [f"--ignore={folder}" for folder in PURE]
        else:
            places = [str(path) for pattern in DIFFERS for path in sorted(ROOT.glob(pattern))]
        results.append(run("PostgreSQL", [*on_postgres, *places], HOUVAST_TEST_DATABASE="postgres"))
    required = set(filter(None, os.environ.get("HOUVAST_REQUIRE", "").split(",")))
    gaps = missing()
    for name, what in gaps.items():
        print(f"GAP {'(required) ' if name in required else ''}{name}: {what}")
    if not gaps:
        print("Nothing was left out: SQLite, PostgreSQL, browser and the official files were all there.")
    return 0 if all(results) and not required & gaps.keys() else 1


if __name__ == "__main__":
    sys.exit(main())
