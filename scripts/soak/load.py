"""Who does what: coaches, students, a leader, an advisor and administrators, each at the pace of a person."""

import itertools
import random
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta

from scripts.soak.browser import Browser, Measured, NoAnswer
from scripts.soak.people import Pair, School

FOUND = 302
OK = 200
Typed = dict[str, str | list[str]]


@dataclass(slots=True)
class Kept:
    """What the pages said was saved: markers of talks, and acts and signatures by student."""

    talks: list[str] = field(default_factory=list)
    acts: list[tuple[uuid.UUID, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def talk(self, marker: str) -> None:
        with self.lock:
            self.talks.append(marker)

    def act(self, student: uuid.UUID, act: str) -> None:
        with self.lock:
            self.acts.append((student, act))

    def refuse(self, what: str) -> None:
        with self.lock:
            self.refused.append(what)


@dataclass(slots=True)
class Load:
    """`users` people at once for `seconds`; each thinks `think` seconds on average between two pages."""

    school: School
    ports: list[int]
    users: int
    seconds: float
    think: float
    on: date
    seed: int = 1
    measured: Measured = field(default_factory=Measured)
    kept: Kept = field(default_factory=Kept)
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Until the time is over, something was saved, and everybody has an answer on what they sent.

        On a machine so slow that nobody saved anything by then, at most five times as long.
        """
        threads = [threading.Thread(target=self._person, args=(number,), daemon=True) for number in range(self.users)]
        for thread in threads:
            thread.start()
        self.over.wait(self.seconds)
        last = time.monotonic() + 4 * self.seconds
        while not self.kept.talks and time.monotonic() < last:
            self.over.wait(0.5)
        self.over.set()
        for thread in threads:
            thread.join(150)

    def _person(self, number: int) -> None:
        chance = random.Random(self.seed * 100_000 + number)  # noqa: S311 - paces, not secrets
        pair = self.school.pairs[number % len(self.school.pairs)]
        self.over.wait(chance.random() * max(self.think, self.seconds / 20))
        work = (self._coach, self._coach, self._student, self._student, self._coach, self._student, self._office)
        doing = self._procedure if number % 10 == 0 else work[number % len(work)]
        try:
            doing(pair, chance)
        except NoAnswer as nobody:
            self.kept.refuse(f"no answer: {nobody}")

    def _think(self, chance: random.Random) -> bool:
        return self.over.wait(min(chance.expovariate(1 / self.think), 5 * self.think))

    def _browser(self, session: str) -> Browser:
        return Browser(ports=self.ports, session=session, measured=self.measured)

    def _coach(self, pair: Pair, chance: random.Random) -> None:
        """Looks at the caseload and a student, and writes down a talk now and then."""
        mine = self._browser(pair.coach)
        while not self.over.is_set():
            match chance.choices(("caseload", "start", "student", "talk"), (30, 15, 35, 20))[0]:
                case "caseload":
                    mine.get("/students/", "caseload")
                case "start":
                    mine.get("/", "start of a coach")
                case "student":
                    mine.get(f"/students/{pair.student_id}/", "student page")
                case _:
                    self._record_talk(mine, pair, chance)
            self._think(chance)

    def _record_talk(self, mine: Browser, pair: Pair, chance: random.Random) -> None:
        marker = f"soak {uuid.UUID(int=chance.getrandbits(128))}"
        typed: Typed = {"kind": "progress", "held_on": self.on.isoformat(), "report": marker}
        status, _page, _key = mine.send(f"/students/{pair.student_id}/talks/new/", typed, "talk")
        if status == FOUND:
            self.kept.talk(marker)
        else:
            self.kept.refuse(f"talk {status}")

    def _student(self, pair: Pair, chance: random.Random) -> None:
        mine = self._browser(pair.student)
        own = str(pair.student_id)
        pages = (
            ("/", "start of a student"), (f"/students/{own}/", "own dossier"), ("/my-data/", "my data"),
            (f"/students/{own}/cases/", "own procedures"),
        )  # fmt: skip
        while not self.over.is_set():
            path, kind = chance.choice(pages)
            mine.get(path, kind)
            self._think(chance)

    def _office(self, _pair: Pair, chance: random.Random) -> None:
        leader, advisor = self._browser(self.school.leader), self._browser(self.school.advisor)
        administrator = self._browser(self.school.administrator)
        pages = (
            (leader, "/students/", "caseload of a school"), (leader, "/students/?q=noor", "search"),
            (leader, "/", "start of a leader"), (advisor, "/students/", "caseload of a college"),
            (administrator, "/administration/", "administration"), (leader, "/figures/", "figures"),
            (advisor, "/help/", "directory"),
        )  # fmt: skip
        while not self.over.is_set():
            one, path, kind = chance.choice(pages)
            one.get(path, kind)
            self._think(chance)

    def _procedure(self, first: Pair, chance: random.Random) -> None:
        """Plays the start of an improvement track, with its signatures, for one student after the other."""
        at = self.school.pairs.index(first)
        for pair in self.school.pairs[at::10]:
            if self.over.is_set() or not self._one_track(pair, chance):
                break
        self._coach(first, chance)

    def _one_track(self, pair: Pair, chance: random.Random) -> bool:
        """Every act is sent by whom it belongs to, and noted when the page says that it was saved."""
        from houvast.cases.tests.play import consultation, proposal, reasons, start_report

        coach, student = self._browser(pair.coach), self._browser(pair.student)
        leader, advisor = self._browser(self.school.leader), self._browser(self.school.advisor)
        begin = f"/students/{pair.student_id}/cases/new/improvement-track/"
        status, _page, _key = coach.send(begin, {}, "procedure")
        if status != FOUND:
            self.kept.refuse(f"begin {status}")
            return True
        base = self._case_of(coach, pair)
        if base is None:
            self.kept.refuse("case not found")
            return True
        acts: tuple[tuple[Browser, str, Typed], ...] = (
            (coach, "do/propose/", proposal()), (leader, "do/consult_team/", consultation()),
            (advisor, "do/consult_support/", consultation()),
            (leader, "do/start_decision/", reasons(option="begin")),
            (leader, "do/start_meeting/", start_report(self.on + timedelta(days=1))),
            (student, "sign/start_meeting/1/", {"given": "agree", "remark": ""}),
            (coach, "sign/start_meeting/1/", {"given": "agree", "remark": ""}),
            (leader, "sign/start_meeting/1/", {"given": "agree", "remark": ""}),
        )  # fmt: skip
        for who, path, typed in acts:
            if self.over.is_set():
                return False
            self._think(chance)
            status, _page, _key = who.send(f"{base}{path}", typed, "signature" if "sign" in path else "act")
            if status != FOUND:
                self.kept.refuse(f"{path} {status}")
                return True
            self.kept.act(pair.student_id, path)
        return True

    def _case_of(self, coach: Browser, pair: Pair) -> str | None:
        _status, page = coach.get(f"/students/{pair.student_id}/cases/", "procedures")
        found = re.search(r'href="(/cases/[0-9a-f-]{36}/)', page)
        return found[1] if found else None


def pace(measured: Measured, begun: float) -> dict[str, object]:
    """Throughput and times, of all pages together and per kind."""
    everything = sorted(one for some in measured.seconds.values() for one in some)
    lasted = time.monotonic() - begun
    per_kind = {
        kind: {"n": len(some), "p50_ms": _at(sorted(some), 0.5), "p95_ms": _at(sorted(some), 0.95)}
        for kind, some in sorted(measured.seconds.items())
    }
    return {
        "requests": len(everything),
        "per_second": round(len(everything) / lasted, 1),
        "p50_ms": _at(everything, 0.5),
        "p95_ms": _at(everything, 0.95),
        "p99_ms": _at(everything, 0.99),
        "errors": dict(measured.failures),
        "pages": per_kind,
    }


def _at(ordered: list[float], share: float) -> float:
    return round(1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)], 1) if ordered else 0.0


def longest_silence(measured: Measured) -> float:
    """The longest stretch without one good answer to anybody, in seconds."""
    moments = sorted(measured.good_at)
    return round(max((later - earlier for earlier, later in itertools.pairwise(moments)), default=0.0), 2)
