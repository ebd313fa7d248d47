"""All tests: SQLite with the browser first, then on PostgreSQL whatever touches a database."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.houvast_testing.gaps import missing  # noqa: E402

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
    proof = "--proof" in sys.argv
    workers = [] if proof else ["-n", str(min(4, os.cpu_count() or 2)), "--dist", "worksteal"]
    which = ["-m", "proof"] if proof else ["-m", "not proof"]
    results = [run("SQLite and browser", [*which, *workers])]
    if "postgres" not in missing():
        only_database = ["-m", "proof" if proof else "not proof and not browser and not no_database"]
        skipped = [f"--ignore={folder}" for folder in PURE]
        results.append(run("PostgreSQL", [*only_database, *workers, *skipped], HOUVAST_TEST_DATABASE="postgres"))
    required = set(filter(None, os.environ.get("HOUVAST_REQUIRE", "").split(",")))
    gaps = missing()
    for name, what in gaps.items():
        print(f"GAP {'(required) ' if name in required else ''}{name}: {what}")
    if not gaps:
        print("Nothing was left out: SQLite, PostgreSQL, browser and the official files were all there.")
    return 0 if all(results) and not required & gaps.keys() else 1


if __name__ == "__main__":
    sys.exit(main())
