"""Laws of marks, checks and the rehearsal; and norms with their sources."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from houvast.core.monitor.checks import WAYS, Check, Enrolled, compared
from houvast.core.monitor.facts import Facts, Left, marks
from houvast.core.monitor.figures import FIGURES, FIRST, PARTS
from houvast.core.monitor.leaving import Initiative, Initiator, initiative
from houvast.core.monitor.norms import contradict, norms_for
from houvast.core.monitor.rehearsal import Rates, rehearse

lefts = st.builds(
    Left,
    on=st.dates(date(2025, 8, 1), date(2026, 7, 31)),
    code=st.sampled_from(["", "01", "02", "07"]),
    finished=st.booleans(),
    elsewhere=st.booleans(),
    causes=st.lists(st.sampled_from(["home", "money", "choice"]), max_size=3).map(tuple),
    contact_days=st.one_of(st.none(), st.integers(0, 60)),
)
facts = st.builds(
    Facts,
    year=st.just(2025),
    age=st.one_of(st.none(), st.integers(15, 40)),
    level=st.one_of(st.none(), st.integers(1, 4)),
    origin=st.sampled_from(["", "pro", "vso", "vmbo-kb"]),
    counted=st.booleans(),
    entrant=st.booleans(),
    qualified=st.booleans(),
    qualified_after=st.booleans(),
    main=st.booleans(),
    back=st.booleans(),
    gone=st.booleans(),
    left=st.one_of(st.none(), lefts),
)


@given(facts)
def test_every_mark_stands_once_and_no_part_is_more_than_its_whole(one: Facts) -> None:
    found = list(marks(one))
    assert len({name for name, _ in found}) == len(found)
    numbers = dict(found)
    for under in (23, 27):
        assert numbers.get(f"early:{under}", 0) <= numbers.get(f"early-of:{under}", 0)
    assert numbers.get("early-of:23", 0) <= numbers.get("early-of:27", 0)
    assert numbers.get("contacted", 0) <= numbers.get("left", 0)
    for prefix in ("initiative", "reason", "code", "handed", "destination", "own", "month"):
        assert sum(n for name, n in found if name.startswith(f"{prefix}:")) == numbers.get("left", 0)


@given(facts)
def test_who_is_back_or_qualified_is_never_an_early_leaver(one: Facts) -> None:
    if one.back or one.qualified or one.qualified_after:
        assert not one.early(23)


def test_both_views_make_the_initiative() -> None:
    assert initiative(Initiator.STUDENT, Initiator.UNKNOWN) is Initiative.STUDENT
    assert initiative(Initiator.STUDENT, Initiator.INSTITUTION) is Initiative.GREY
    assert initiative(Initiator.BOTH, Initiator.UNKNOWN) is Initiative.GREY
    assert initiative(Initiator.UNKNOWN, Initiator.UNKNOWN) is Initiative.UNKNOWN


def test_norms_of_one_year_that_contradict_each_other_both_stand() -> None:
    found = norms_for(2018, 1, "BOL")
    assert [norm.share for norm in found] == [2240, 2750]
    assert contradict(found)
    assert not contradict(norms_for(2024, 1, "BOL"))
    assert not norms_for(2030, 1)


def test_every_check_has_ways_to_solve_it_and_every_part_a_name() -> None:
    assert set(WAYS) == set(Check)
    assert all(WAYS.values())
    assert all(figure.prefix in PARTS for figure in FIGURES if figure.prefix and figure.prefix != "failed")
    assert set(FIRST.values()) <= {figure.id for figure in FIGURES}


days = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2026, 1, 1)))
enrolled = st.lists(
    st.builds(Enrolled, key=st.uuids().map(str), crebo=st.sampled_from(["25655", "25779"]), level=st.just(2),
              starts_on=days, ends_on=days, code=st.sampled_from(["", "02"])),
    max_size=4, unique_by=lambda one: one.key,
)  # fmt: skip


@given(enrolled)
def test_a_registration_differs_in_nothing_from_itself(ours: list[Enrolled]) -> None:
    unique = list({(one.crebo, one.starts_on): one for one in ours}.values())
    assert not [one for one in compared(unique, unique) if one.check in {Check.ONLY_OURS, Check.ONLY_DUO}]


@given(enrolled, enrolled)
def test_every_enrolment_of_both_sides_is_paired_or_listed(ours: list[Enrolled], theirs: list[Enrolled]) -> None:
    found = list(compared(ours, theirs))
    if theirs:
        lonely = sum(one.check is Check.ONLY_OURS for one in found)
        unknown = sum(one.check is Check.ONLY_DUO for one in found)
        assert len(ours) - lonely == len(theirs) - unknown


def test_a_rehearsed_year_is_the_same_for_the_same_seed_and_near_its_rates() -> None:
    rates = Rates(
        students=1000, coaches=20, talks=5, alerts=2, tracks=0.03, warnings=0.1, negative=0.3, appeals=0.2, leaving=0.08
    )
    year = rehearse(rates, seed=4, runs=60)
    assert year == rehearse(rates, seed=4, runs=60)
    assert abs(year.totals["talks"].middle - 5000) < 200
    assert year.totals["leaving"].low <= 80 <= year.totals["leaving"].high
    assert (
        rehearse(
            Rates(students=1, coaches=1, talks=0, alerts=0, tracks=0, warnings=0, negative=0, appeals=0, leaving=0)
        ).fullest.high
        == 0
    )
