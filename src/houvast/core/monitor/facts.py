"""What is known of one student in one school year of one enrolment, and which figures it counts in.

A mark is a name such as `left` or `cause:home` with a number; sums of marks over students are the figures. Everything
a figure needs is a mark, so a summary of marks per team and programme answers every page (S-636 to S-639).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from houvast.core.calendar import age_on, anniversary
from houvast.core.monitor.leaving import AT_WORK, FINISHED, MOMENTS, SETTLED, UNTIL_LATER, Handed, Initiative, OwnView

COUNT_MONTH = 10
VULNERABLE_ORIGINS = frozenset({"pro", "vso", "vmbo-bb", "entree"})
LONGEST_MARK = 80
IN_TIME_DAYS = 7
UNDER_23, UNDER_27 = 23, 27
BASIC = frozenset({"mbo2", "mbo3", "mbo4", "havo", "vwo"})


def count_day(year: int) -> date:
    """1 October: who is enrolled on it counts in the school year that began in this calendar year."""
    return date(year, COUNT_MONTH, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """How an enrolment ended. Empty words and None mean that nobody recorded it.

    `moments` are (months, a word of Where, or "" while open), only those whose day has come.
    """

    on: date
    code: str = ""
    finished: bool = False
    elsewhere: bool = False
    reason: str = ""
    initiative: str = Initiative.UNKNOWN
    causes: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    destination: str = ""
    own_view: str = ""
    handed: str = Handed.NONE
    contact_days: int | None = None
    moments: tuple[tuple[int, str], ...] = ()

    @property
    def held(self) -> bool:
        """Whether somebody or something has hold: a next school, work, care, or a receiver who says so (S-480)."""
        seen = {self.destination, *(where for _, where in self.moments)}
        return self.handed == Handed.ARRIVED or self.elsewhere or bool(seen & SETTLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One student, one enrolment, one school year. `year` is the calendar year in which it begins.

    `main`: the one enrolment by which the student counts as a student of the year. `age` is that on 1 October, None
    when the birth date is not known; `counted`: enrolled on 1 October;
    `qualified` before 1 October; `qualified_after` on the next; `back` is enrolled here on the next 1 October; `gone`
    left after 1 October and before the next, without a diploma and without going on here at once (a leaving in August
    or September is `left` of the next school year, and `gone` of this one).
    """

    year: int
    age: int | None
    level: int | None
    origin: str
    counted: bool
    entrant: bool
    qualified: bool = False
    qualified_after: bool = False
    main: bool = True
    back: bool = False
    gone: bool = False
    left: Left | None = None
    advices: tuple[str, ...] = ()
    missed_days: int | None = None
    missed: bool = False
    alerts_in_time: int = 0
    alerts_asked: int = 0
    handovers_asked: int = 0
    handovers_arrived: int = 0
    plans_due: int = 0
    plans_in_time: int = 0
    failed: tuple[str, ...] = ()
    tested: tuple[str, ...] = ()

    @property
    def vulnerable(self) -> bool:
        """From practical or special education, basic vocational or entree, without basic qualification (S-418)."""
        return not self.qualified and (self.origin in VULNERABLE_ORIGINS or self.level == 1)

    def early(self, under: int) -> bool | None:
        """Whether the student left early as the national count has it, for who is younger than `under` on 1 October:
        counted in one year, without a basic qualification and not enrolled on the next 1 October (S-350).

        None when that cannot be said: not counted, too old, or age unknown.
        """
        if not self.counted or self.age is None or self.age >= under:
            return None
        return self.gone and not (self.qualified or self.back or self.qualified_after)


def marks(facts: Facts) -> Iterator[tuple[str, int]]:
    """Every mark of this student in this year, each name once; numbers are at least 1."""
    plain = {
        "students": facts.main,
        "counted": facts.counted,
        "no-age": facts.age is None,
        "no-level": facts.level is None,
        "vulnerable": facts.vulnerable,
        "entrant": facts.entrant,
        f"origin:{facts.origin or 'unknown'}": facts.entrant,
        "missed": facts.missed,
        f"missed:{_waited(facts.missed_days)}": facts.missed,
    }
    yield from ((name, 1) for name, holds in plain.items() if holds)
    yield from _early(facts)
    if facts.left is not None and not facts.left.finished:
        yield from _left(facts.left)
    yield from ((f"advice:{one}", 1) for one in dict.fromkeys(facts.advices))
    for name in (
        "alerts_asked",
        "alerts_in_time",
        "handovers_asked",
        "handovers_arrived",
        "plans_due",
        "plans_in_time",
    ):
        if number := getattr(facts, name):
            yield name.replace("_", "-"), number
    yield from ((one, 1) for one in dict.fromkeys(f"tested:{one}"[:LONGEST_MARK] for one in facts.tested))
    yield from ((one, 1) for one in dict.fromkeys(f"failed:{one}"[:LONGEST_MARK] for one in facts.failed))


def _early(facts: Facts) -> Iterator[tuple[str, int]]:
    """Both counts of early leavers, and the same for who is in a vulnerable position."""
    for under in (UNDER_23, UNDER_27):
        early = facts.early(under)
        if early is None:
            continue
        for group in ("early", "early-vulnerable") if facts.vulnerable else ("early",):
            yield f"{group}-of:{under}", 1
            if early:
                yield f"{group}:{under}", 1
    if facts.early(UNDER_23):
        yield from ((f"early-with:{name}", 1) for name, holds in _shared_by_early(facts) if holds)


def _shared_by_early(facts: Facts) -> Iterator[tuple[str, bool]]:
    """What early leavers may have in common: suspicions that a team can test on its own figures (S-725)."""
    yield "entrant", facts.entrant
    yield "newcomer", facts.origin == "isk"
    yield "work", facts.left is not None and facts.left.destination in AT_WORK
    yield "vulnerable", facts.vulnerable
    yield "missed", facts.missed
    yield "one-sided", facts.left is not None and facts.left.initiative == Initiative.INSTITUTION


def _left(left: Left) -> Iterator[tuple[str, int]]:
    """What a deregistration without diploma counts in."""
    yield "left", 1
    yield f"month:{left.on.month:02}", 1
    yield f"code:{left.code or 'none'}", 1
    yield f"reason:{left.reason or 'none'}", 1
    yield f"initiative:{left.initiative}", 1
    for kind, said in (("cause", left.causes), ("tried", left.tried)):
        yield from ((f"{kind}:{one}"[:LONGEST_MARK], 1) for one in dict.fromkeys(said or ("none",)))
    yield f"destination:{left.destination or 'unknown'}", 1
    yield f"own:{left.own_view or OwnView.UNKNOWN}", 1
    yield f"handed:{left.handed}", 1
    yield f"contact:{_waited(left.contact_days)}", 1
    if left.contact_days is not None and left.contact_days <= IN_TIME_DAYS:
        yield "contacted", 1
    if left.held:
        yield "held", 1
    if left.initiative == Initiative.INSTITUTION:
        yield "one-sided", 1
    for months, where in left.moments:
        if months in (*MOMENTS, UNTIL_LATER):
            yield f"after:{months}", 1
            yield f"after:{months}:{where or 'open'}", 1
    yield from _looked_back(left)


def _looked_back(left: Left) -> Iterator[tuple[str, int]]:
    """How many set moments came, at how many somebody looked, and who worked a year later."""
    set_moments = [where for months, where in left.moments if months in MOMENTS]
    if set_moments:
        yield "look-due", len(set_moments)
    if looked := sum(1 for where in set_moments if where):
        yield "looked", looked
    year_later = dict(left.moments).get(12, "")
    if year_later:
        yield "answered-12", 1
        if year_later in AT_WORK:
            yield "working-12", 1


def _waited(days: int | None) -> str:
    """How long something took, in classes that can be added up."""
    if days is None:
        return "never"
    return "day" if days <= 1 else "week" if days <= IN_TIME_DAYS else "later"


def is_finished(code: str, diploma_on: date | None, left_on: date, *, near: int = 92) -> bool:
    """Whether an enrolment ended with a diploma: one was awarded around its last day, or the code says so and no
    diploma contradicts it.
    """
    if diploma_on is not None and abs((diploma_on - left_on).days) <= near:
        return True
    return code in FINISHED


def age_of(birth_date: date | None, year: int) -> int | None:
    """Age on 1 October of the year; None when unknown or born later."""
    if birth_date is None or birth_date > count_day(year):
        return None
    return age_on(birth_date, count_day(year))


def next_count_day(year: int) -> date:
    """The 1 October on which it is looked who is still there."""
    return anniversary(count_day(year), 1)
