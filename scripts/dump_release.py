"""Keep a small dump of this version's database for the upgrade tests: tests/upgrades/VERSION.sql.gz."""

import gzip
import os
import sqlite3
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOUVAST_", "DJANGO_"))}
    with tempfile.TemporaryDirectory() as directory:
        surroundings = {"HOUVAST_ENVIRONMENT": "development", "HOUVAST_DEMO": "true"}
        environment = kept | surroundings | {"HOUVAST_DATA_DIRECTORY": directory}
        command = [str(Path(sys.executable).parent / "houvast"), "demo", "--students", "3", "--json"]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        with sqlite3.connect(Path(directory) / "houvast.sqlite3") as database:
            script = "\n".join(database.iterdump())
    target = ROOT / "tests" / "upgrades" / f"{version('houvast')}.sql.gz"
    target.write_bytes(gzip.compress(script.encode(), mtime=0))
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
