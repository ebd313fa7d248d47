"""Where somebody can fall between two services: ages, life areas and ways in that nothing in the directory covers.

A gap is shown so that it can be closed (S-543). It says what is not in the directory, which may also be there unlisted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from houvast.directory.life_areas import AREA_NAMES
from houvast.directory.models import Service

YOUNGEST, OLDEST = 16, 26
"""The ages that are looked at, in whole years: who is at an mbo, or left it and has no basic qualification yet."""
LONG_WAIT = 30
"""Days of waiting from which help is hardly there when it is needed."""


class Lack(StrEnum):
    """What is missing in a life area."""

    NOBODY = "nobody"
    AGES = "ages"
    ALONE = "alone"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is missing in one life area; `first` and `last` are ages, both included, with Lack.AGES only."""

    area: str
    lack: Lack
    first: int = 0
    last: int = 0


def gaps() -> tuple[Gap, ...]:
    """The gaps between all published services, by life area. One query."""
    published = list(Service.objects.filter(state=Service.State.PUBLISHED).order_by("pk"))
    return tuple(
        gap for area in AREA_NAMES for gap in _in_area(area, [one for one in published if area in one.areas.split()])
    )


def _in_area(area: str, services: list[Service]) -> Iterator[Gap]:
    if not services:
        yield Gap(area=area, lack=Lack.NOBODY)
        return
    uncovered = [age for age in range(YOUNGEST, OLDEST + 1) if not any(_takes(one, age) for one in services)]
    for first, last in _runs(uncovered):
        yield Gap(area=area, lack=Lack.AGES, first=first, last=last)
    if not any(one.without_school for one in services):
        yield Gap(area=area, lack=Lack.ALONE)
    if all(one.waiting_days is not None and one.waiting_days > LONG_WAIT for one in services):
        yield Gap(area=area, lack=Lack.WAITING)


def _takes(service: Service, age: int) -> bool:
    first, last = service.age_from, service.age_until
    return (first is None or first <= age) and (last is None or age <= last)


def _runs(ages: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ages that follow each other, as first and last."""
    run: list[int] = []
    for age in ages:
        if run and age != run[-1] + 1:
            yield run[0], run[-1]
            run = []
        run.append(age)
    if run:
        yield run[0], run[-1]
