"""The population both sides answer: a million distinct pairs of birth date and qualifications, the same everywhere."""

from datetime import date, timedelta
from itertools import combinations

NAMES = ("pro", "vso", "vmbo_bb", "vmbo_kb", "vmbo_gl", "vmbo_tl", "entree", "mbo2", "mbo3", "mbo4", "havo", "vwo")
SETS = tuple(chosen for size in range(3) for chosen in combinations(NAMES, size))
FIRST_BIRTH = date(1990, 1, 1)
BIRTH_DAYS = 13_000
ON = date(2026, 11, 21)


def population(persons: int) -> tuple[list[date], list[tuple[str, ...]]]:
    """Birth dates and qualifications; no pair comes twice up to 13,000 times 79 persons."""
    births = [FIRST_BIRTH + timedelta(days=n * 7919 % BIRTH_DAYS) for n in range(persons)]
    return births, [SETS[n // BIRTH_DAYS % len(SETS)] for n in range(persons)]
