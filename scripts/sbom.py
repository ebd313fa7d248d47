"""The list of everything Houvast is made with (CycloneDX 1.6), from the lock file with its hashes; lies in the wheel.

`scripts/sbom.py` writes it; a test says when it is behind the lock.
"""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements/runtime.txt"
LIST = ROOT / "src/houvast/sbom.cdx.json"
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components() -> list[dict[str, object]]:
    """Every locked package with version and the hashes of its files, by name."""
    text = LOCK.read_text()
    found = list(_PINNED.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    return [
        {
            "type": "library",
            "name": one["name"],
            "version": one["version"],
            "purl": f"pkg:pypi/{one['name'].lower()}@{one['version']}",
            "hashes": [{"alg": "SHA-256", "content": value} for value in _HASH.findall(text[one.end() : end])],
        }
        for one, end in zip(found, ends, strict=True)
    ]


def sbom() -> str:
    """The list as JSON; the same lock gives the same text."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    said = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": project["name"], "version": project["version"]}},
        "components": components(),
    }
    return json.dumps(said, indent=1) + "\n"


if __name__ == "__main__":
    LIST.write_text(sbom())
