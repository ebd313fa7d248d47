"""The processes of an installation: web nodes, a worker, and whoever starts them again when they die."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

CODE = "from houvast.operation.cli import main; main()"
LOOK_EVERY = 0.3
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class House:
    """Starts `houvast` commands and, as systemd would, starts them again when they end."""

    directory: Path
    environment: dict[str, str]
    kept: dict[str, list[str]] = field(default_factory=dict)
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    groups: list[int] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    _watch: threading.Thread | None = None

    def start(self, name: str, *arguments: str) -> None:
        self.kept[name] = [*arguments]
        self.running[name] = self._begun(*arguments)
        if self._watch is None:
            self._watch = threading.Thread(target=self._keep_alive, daemon=True)
            self._watch.start()

    def run(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """A command that is not started again."""
        return self._begun(*arguments)

    def finished(self, *arguments: str) -> str:
        """Run a command to its end; what it said."""
        return subprocess.run(
            [sys.executable, "-c", CODE, *arguments], env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def pids(self, name: str) -> list[int]:
        """The process and its children, the parent first."""
        process = self.running.get(name)
        if process is None:
            return []
        parent = process.pid
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        except OSError:
            children = []
        return [parent, *map(int, children)]

    def memory(self) -> int:
        """What all processes hold in memory of their own, in kB (sum of Pss)."""
        total = 0
        for name in list(self.running):
            for pid in self.pids(name):
                try:
                    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
                except OSError:
                    continue
                total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
        return total

    def spent(self) -> dict[str, float]:
        """Seconds of processor up to now, of the web nodes together and of the worker, with processes that ended."""
        kinds = {"web": 0.0, "worker": 0.0}
        for name in self.running:
            kinds["worker" if name == "worker" else "web"] += sum(map(spent, self.pids(name)))
        return kinds

    def end(self, name: str, patience: float = 60) -> None:
        """Let one end what it holds, or kill it when that takes long; it is not started again."""
        process = self.running.pop(name)
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def stop(self) -> None:
        self.over.set()
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        for group in self.groups:  # children of parents that were killed are still there
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)

    def _begun(self, *arguments: str) -> "subprocess.Popen[bytes]":
        log = (self.directory / "processes.log").open("ab")
        begun = subprocess.Popen(
            [sys.executable, "-c", CODE, *arguments],
            env=self.environment,
            stdout=log,
            stderr=log,
            cwd=self.directory,
            start_new_session=True,
        )
        self.groups.append(begun.pid)
        return begun

    def _keep_alive(self) -> None:
        while not self.over.wait(LOOK_EVERY):
            for name, process in list(self.running.items()):
                if process.poll() is not None and not self.over.is_set():
                    self.running[name] = self._begun(*self.kept[name])


def spent(pid: int) -> float:
    """Seconds of processor of a process and of its children that ended; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


def kill(pid: int) -> bool:
    """SIGKILL; False when it was gone already."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def wait_until_ready(ports: list[int], patience: float = 120) -> None:
    """Until every node says that it can serve."""
    from http.client import HTTPConnection

    last = time.monotonic() + patience
    for port in ports:
        while True:
            try:
                line = HTTPConnection("127.0.0.1", port, timeout=3)
                line.request("GET", "/health/ready")
                if line.getresponse().status == 200:  # noqa: PLR2004 - HTTP's own
                    break
            except OSError:
                pass
            if time.monotonic() > last:
                raise SystemExit(f"Port {port} was not ready within {patience:.0f} seconds.")
            time.sleep(0.3)
