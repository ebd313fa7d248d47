"""All benchmarks in one run: each script beside this one prints a JSON object per figure; here they become a table.

`python bench/run.py [NAME ...] [--json FILE]`: only these scripts; keep the figures.
"""

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def figures_of(script: Path) -> list[dict[str, Any]]:
    """Run one script and collect its figures; what it says besides JSON goes to standard error."""
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, cwd=HERE.parent)
    assert process.stdout is not None
    figures = []
    for line in process.stdout:
        try:
            figure = json.loads(line)
        except ValueError:
            sys.stderr.write(line)
            continue
        figures.append(figure)
        print("  " + "  ".join(f"{name}={value}" for name, value in figure.items()), flush=True)
    if process.wait():
        figures.append({"figure": script.stem, "failed": process.returncode})
    return figures


def main() -> int:
    arguments = sys.argv[1:]
    keep = None
    if "--json" in arguments:
        at = arguments.index("--json")
        keep = Path(arguments[at + 1])
        del arguments[at : at + 2]
    scripts = [path for path in sorted(HERE.glob("*.py")) if path.stem not in {"run", "__init__"}]
    if arguments:
        scripts = [path for path in scripts if path.stem in arguments]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores. Medians; ratios within one run.")
    everything: dict[str, list[dict[str, Any]]] = {}
    for script in scripts:
        began = time.monotonic()
        print(f"\n{script.stem}", flush=True)
        everything[script.stem] = figures_of(script)
        print(f"  ({time.monotonic() - began:.0f} s)")
    if keep:
        keep.write_text(json.dumps(everything, indent=1) + "\n")
    return 1 if any("failed" in figure for figures in everything.values() for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
