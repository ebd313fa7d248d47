"""Install the tools that tests need and pip cannot bring: a browser, PostgreSQL and xmlsec1, from Debian's packages.

Whatever cannot be installed is not an error here: the tests name it at their end, and HOUVAST_REQUIRE makes it one.
"""

import os
import shutil
import subprocess
from pathlib import Path


def wanted() -> list[str]:
    """Debian packages of the tools that are missing."""
    packages = []
    if not (os.environ.get("HOUVAST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")):
        packages.append("chromium")
    if not (
        os.environ.get("PG_BIN") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb")
    ):
        packages.append("postgresql")
    if not shutil.which("xmlsec1"):
        packages.append("xmlsec1")
    if not shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
        packages.append("pgbouncer")
    return packages


def main() -> None:
    packages = wanted()
    if not packages:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"Not installed here: {', '.join(packages)}. Their tests will be named as gaps.")
        return
    print(f"Installing {', '.join(packages)} ...", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment, **quiet)  # type: ignore[call-overload]
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.run(command, check=False, env=environment, **quiet).returncode:  # type: ignore[call-overload]
        print(f"Could not install {', '.join(packages)}. Their tests will be named as gaps.")


if __name__ == "__main__":
    main()
