"""A line between the house and its database that can be slow, or go silent: a network namespace of its own.

Takes root and Linux (`ip` and `tc` of iproute2). Silent is worse than broken: nothing is refused, nothing is answered.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass

RATE, LONGEST = "256kbit", "1s"


@dataclass(slots=True)
class Line:
    """Two ends of a cable: `here` on this side, `there` in the namespace in which the database runs."""

    number: int
    made: bool = False

    @property
    def name(self) -> str:
        return f"houvast{self.number}"

    @property
    def here(self) -> str:
        return f"10.213.{self.number}.1"

    @property
    def there(self) -> str:
        return f"10.213.{self.number}.2"

    def make(self) -> bool:
        """Whether there is one now."""
        if os.geteuid() != 0 or not all(map(shutil.which, ("ip", "tc", "setpriv"))):
            return False
        inside = ("ip", "-n", self.name)
        self.made = all(
            map(
                _done,
                (
                    ("ip", "netns", "add", self.name),
                    ("ip", "link", "add", self._end, "type", "veth", "peer", "name", "eth0", "netns", self.name),
                    ("ip", "addr", "add", f"{self.here}/30", "dev", self._end),
                    ("ip", "link", "set", self._end, "up"),
                    (*inside, "addr", "add", f"{self.there}/30", "dev", "eth0"),
                    (*inside, "link", "set", "eth0", "up"),
                    (*inside, "link", "set", "lo", "up"),
                ),
            )
        )
        if not self.made:
            self.away()
        return self.made

    def slow(self) -> None:
        """A quarter of a megabit a second both ways; what waits longer than a second is lost."""
        for within in ((), ("-n", self.name)):
            device = "eth0" if within else self._end
            _must("tc", *within, "qdisc", "add", "dev", device, "root", "tbf", "rate", RATE, "burst", "4k", "latency",
                  LONGEST)  # fmt: skip

    def quick(self) -> None:
        for within in ((), ("-n", self.name)):
            _must("tc", *within, "qdisc", "del", "dev", "eth0" if within else self._end, "root")

    def silent(self) -> None:
        """What comes is swallowed and what goes is lost, without a word to either side."""
        _must("ip", "-n", self.name, "route", "add", "blackhole", self.here)

    def speaks(self) -> None:
        _must("ip", "-n", self.name, "route", "del", "blackhole", self.here)

    def away(self) -> None:
        _done(("ip", "netns", "del", self.name))
        _done(("ip", "link", "del", self._end))

    @property
    def _end(self) -> str:
        return f"hv{self.number}"


def _done(command: tuple[str, ...]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _must(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
