"""What is around the house fails while people work: the mail server, the database, the disk. Then it comes back."""

import os
import shutil
import subprocess
import time
from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from houvast.outbox.tests.servers import Keeper, mail_server
from scripts.soak.cluster import Cluster

if TYPE_CHECKING:
    from scripts.soak.load import Load

DISK_MB = 700
PARTS = 12
BLOCK = 1 << 20


@dataclass(slots=True)
class MailServer:
    """A mail server that can go away and come back with what it kept."""

    port: int
    keeper: Keeper
    _running: "AbstractContextManager[Keeper] | None" = None

    def start(self) -> None:
        self._running = mail_server(self.port, self.keeper)
        self._running.__enter__()

    def stop(self) -> None:
        if self._running is not None:
            self._running.__exit__(None, None, None)
            self._running = None


@dataclass(slots=True)
class SmallDisk:
    """A disk of its own in memory, which can be filled to the last byte; only root can make one."""

    place: Path
    made: bool = False
    _ballast: list[Path] = field(default_factory=list)

    def make(self) -> bool:
        """Whether there is one now."""
        mount = shutil.which("mount")
        if os.geteuid() != 0 or mount is None:
            return False
        command = [mount, "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(self.place)]
        self.made = subprocess.run(command, check=False, capture_output=True).returncode == 0
        return self.made

    def fill(self) -> int:
        """Take all room that is left; how many MB that was."""
        path = self.place / f"ballast{len(self._ballast)}"
        self._ballast.append(path)
        written = 0
        with path.open("wb", buffering=0) as out:
            for size in (BLOCK, 4096):
                try:
                    while True:
                        written += out.write(b"\0" * size)
                except OSError:
                    continue
        return written // BLOCK

    def make_room(self) -> None:
        for path in self._ballast:
            path.unlink(missing_ok=True)

    def away(self) -> None:
        if self.made:
            subprocess.run(["umount", "-l", str(self.place)], check=False, capture_output=True)


def go_through(soak: Any, load: "Load", disk: SmallDisk, mail: MailServer) -> dict[str, Any]:
    """One trouble after the other, each for a twelfth of the time, with as long in between to recover."""
    cluster: Cluster = soak.primary
    line = cluster.line
    while not load.measured.good_at and not load.over.wait(0.2):
        pass
    told = {}
    for name, fails, mends in (
        ("mail_server_away", mail.stop, mail.start),
        ("database_away", cluster.stop_politely, cluster.start_again),
        *((("disk_full", disk.fill, lambda: _room_again(disk, cluster)),) if disk.made else ()),
        *((("network_slow", line.slow, line.quick), ("network_silent", line.silent, line.speaks)) if line else ()),
    ):
        told[name] = _one(load, fails, mends)
    if not disk.made:
        told["disk_full"] = {"not_run": "it takes root to make a small disk"}
    if line is None:
        told["network_slow"] = told["network_silent"] = {"not_run": "it takes root and iproute2 to make a line"}
    return {"troubles": told}


def _one(load: "Load", fails: Any, mends: Any) -> dict[str, Any]:
    before, seen = Counter(load.measured.failures), len(load.measured.good_at)
    fails()
    load.over.wait(load.seconds / PARTS)
    during = len(load.measured.good_at) - seen
    failures = Counter(load.measured.failures) - before
    mends()
    mended = time.monotonic()
    first = next((at for _try in range(600) for at in _later(load, mended)), None)
    load.over.wait(load.seconds / PARTS)
    return {
        "lasted_s": round(load.seconds / PARTS, 1),
        "good_answers_during": during, "failed_answers_during": dict(failures),
        "first_good_answer_after_s": round(first - mended, 2) if first else None,
    }  # fmt: skip


def _later(load: "Load", moment: float) -> list[float]:
    found = [at for at in list(load.measured.good_at) if at > moment]
    if not found:
        time.sleep(0.1)
    return found[:1]


def _room_again(disk: SmallDisk, cluster: Cluster) -> None:
    """Room is made; a server that stopped for want of it is started, as a service manager does."""
    disk.make_room()
    cluster.start_again()
