"""The order within the capacity: in words, with ties as ties, and from nothing about who a student is."""

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.core.alerts.ranking import RaisedBy, Waiting, Why, divide, rank
from houvast.core.alerts.words import Pace
from houvast.people.ids import new_id

pytestmark = pytest.mark.no_database

DAY = date(2026, 11, 23)
waiting = st.builds(
    Waiting,
    place=st.builds(new_id),
    raised_by=st.sampled_from(RaisedBy),
    pace=st.sampled_from(Pace),
    concerns=st.integers(1, 3),
    times_over=st.integers(1, 3),
    raised_on=st.integers(0, 3).map(lambda n: DAY - timedelta(days=n)),
)


def test_the_order_looks_at_these_things_and_no_others() -> None:
    names = {field.name for field in dataclasses.fields(Waiting)}
    assert names == {"place", "raised_by", "pace", "near", "concerns", "times_over", "raised_on"}


@given(st.lists(waiting, max_size=20), st.data())
def test_the_order_they_come_in_and_their_numbers_do_not_matter(found: list[Waiting], data: st.DataObject) -> None:
    renumbered = [dataclasses.replace(one, place=new_id()) for one in found]
    named = {new.place: old.place for new, old in zip(renumbered, found, strict=True)}
    once, again = rank(found), rank(data.draw(st.permutations(renumbered)))
    as_sets = [(one.position, {named[place] for place in one.places}, one.why) for one in again]
    assert as_sets == [(one.position, set(one.places), one.why) for one in once]


@given(st.lists(waiting, max_size=20), st.integers(0, 25))
def test_nobody_is_lost_and_the_room_is_never_exceeded(found: list[Waiting], room: int) -> None:
    parted = divide(rank(found), room)
    assert sorted(parted.fits + parted.tied + parted.waits, key=str) == sorted((one.place for one in found), key=str)
    assert len(parted.fits) + parted.room_in_tie <= room
    assert parted.room_in_tie < max(1, len(parted.tied))


def test_a_student_who_asks_comes_first_and_it_is_said_why() -> None:
    asks = Waiting(place=new_id(), raised_by=RaisedBy.STUDENT, pace=Pace.CALM, raised_on=DAY)
    worse = Waiting(place=new_id(), pace=Pace.FIRST, concerns=3, times_over=4, raised_on=DAY - timedelta(days=9))
    first, second = rank((worse, asks))
    assert (first.places, first.why) == ((asks.place,), (Why.STUDENT_ASKS, Why.WAITS))
    assert second.why == (Why.PRESSING, Why.SEVERAL, Why.FAR_OVER, Why.WAITS)


def test_equals_share_a_place_and_a_person_chooses_at_the_edge() -> None:
    one, two, three = (Waiting(place=new_id(), raised_on=DAY) for _ in range(3))
    first = Waiting(place=new_id(), pace=Pace.FIRST, raised_on=DAY)
    ranks = rank((one, two, three, first))
    assert [(r.position, r.is_tie) for r in ranks] == [(1, False), (2, True)]
    parted = divide(ranks, 3)
    assert parted.fits == (first.place,)
    assert (set(parted.tied), parted.room_in_tie) == ({one.place, two.place, three.place}, 2)
