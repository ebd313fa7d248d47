"""Every check but the tests, each with its name, its time and what to do when it fails."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
DEVELOPMENT = {"HOUVAST_ENVIRONMENT": "development", "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings"}

CHECKS: tuple[tuple[str, list[str], str], ...] = (
    ("format", [f"{BIN}/ruff", "format", "--check", "--quiet", "."], "run `.venv/bin/ruff format .`"),
    ("lint", [f"{BIN}/ruff", "check", "--quiet", "."], "run `.venv/bin/ruff check --fix .` and mend the rest"),
    ("house rules", [f"{BIN}/python", "scripts/house_rules.py"], "each line says what and why"),
    ("imports", [f"{BIN}/lint-imports", "--no-cache"], "an arrow points up: see docs/architecture.md"),
    ("translations", [f"{BIN}/python", "scripts/translations.py", "check"], "run `make messages` and fill the Dutch"),
    ("templates", [f"{BIN}/djlint", "src", "--lint", "--quiet"], "see the rule that each line names"),
    ("migrations", [f"{BIN}/python", "-m", "django", "makemigrations", "--check", "--dry-run"], "run makemigrations"),
    ("packs", [f"{BIN}/houvast", "packs", "check"], "each line names file, line and mend"),
    ("law", [f"{BIN}/houvast", "law", "test"], "each line names the scenario and what came out"),
    ("docs", [f"{BIN}/python", "scripts/docs_drift.py"], "run `.venv/bin/python scripts/docs_drift.py --write`"),
    ("types", [f"{BIN}/mypy"], "mend the types; no ignores without a reason"),
)


def main() -> int:
    failed = []
    for name, command, mend in CHECKS:
        began = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, check=False, capture_output=True, text=True, env={**os.environ, **DEVELOPMENT}
        )
        verdict = "ok" if done.returncode == 0 else "FAILED"
        print(f"{name:14} {verdict:7} {time.monotonic() - began:5.1f} s", flush=True)
        if done.returncode:
            failed.append(name)
            print("\n".join(((done.stdout or "") + (done.stderr or "")).splitlines()[-60:]))
            print(f"  mend: {mend}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
