"""The education duty written for OpenFisca-Core, run in its own environment: one JSON line with times and a checksum.

Written as its documentation asks: variables on an entity, formulas over arrays. Parameters are constants here, which
spares it the look-up by date. Called as `python education_duty.py PERSONS ROUNDS`.
"""

import json
import sys
import time
from collections import Counter
from datetime import date
from statistics import median
from typing import Any

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from population import ON, population

QUALIFIED = {"mbo2", "mbo3", "mbo4", "havo", "vwo"}
EXEMPT = {"pro", "vso"}
DAY = ON.isoformat()
# Months since January 1970, as numpy counts them: August is 7 in every year.
AUGUST = 7
Person = Entity("person", "persons", "A person", "")


class Status(Enum):
    compulsory_education = "compulsory_education"
    qualification_duty = "qualification_duty"
    followed = "followed"
    none = "none"


class birth(Variable):  # noqa: N801 - OpenFisca names a variable by its class
    value_type = date
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "birth date"


class qualified(Variable):  # noqa: N801
    value_type = bool
    entity = Person
    definition_period = DateUnit.DAY
    label = "has a basic qualification"


class exempt(Variable):  # noqa: N801
    value_type = bool
    entity = Person
    definition_period = DateUnit.DAY
    label = "has a certificate that exempts"


def birthday(births: Any, years: int) -> Any:
    """The day on which each person reaches an age; 29 February counts as 1 March in a common year."""
    months = births.astype("datetime64[M]")
    return (months + 12 * years).astype("datetime64[D]") + (births - months.astype("datetime64[D]"))


class compulsory_until(Variable):  # noqa: N801
    value_type = date
    entity = Person
    definition_period = DateUnit.DAY
    label = "last day of the school year in which the person turns 16"

    def formula(person: Any, period: Any) -> Any:  # noqa: N805
        sixteen = birthday(person("birth", period), 16).astype("datetime64[M]").astype(int)
        august_after = ((sixteen - AUGUST) // 12 + 1) * 12 + AUGUST
        return august_after.astype("datetime64[M]").astype("datetime64[D]") - 1


class status(Variable):  # noqa: N801
    value_type = Enum
    possible_values = Status
    default_value = Status.none
    entity = Person
    definition_period = DateUnit.DAY
    label = "education duty"

    def formula(person: Any, period: Any) -> Any:  # noqa: N805
        day = np.datetime64(period.start.date, "D")
        births = person("birth", period)
        known, free = person("qualified", period), person("exempt", period)
        young = day < birthday(births, 5)
        compulsory = day <= person("compulsory_until", period)
        duty = (day < birthday(births, 18)) & ~free
        followed = day < birthday(births, 27)
        conditions = [young, compulsory, known, duty, followed]
        return np.select(conditions, [3, 0, 3, 1, 2], default=3)


class ends_on(Variable):  # noqa: N801
    value_type = date
    entity = Person
    definition_period = DateUnit.DAY
    label = "last day of the duty"

    def formula(person: Any, period: Any) -> Any:  # noqa: N805
        births = person("birth", period)
        found = person("status", period)
        ends = [person("compulsory_until", period), birthday(births, 18) - 1, birthday(births, 27) - 1]
        return np.select([found == position for position in range(len(ends))], ends, default=np.datetime64("NaT"))


class Law(TaxBenefitSystem):
    def __init__(self) -> None:
        super().__init__([Person])
        for variable in (birth, qualified, exempt, compulsory_until, status, ends_on):
            self.add_variable(variable)


def answered(law: Law, births: list[date], sets: list[tuple[str, ...]]) -> list[tuple[str, date | None]]:
    """From facts to outcome, as a caller would have them: a status and a last day per person."""
    simulation = SimulationBuilder().build_default_simulation(law, count=len(births))
    simulation.set_input("birth", DAY, np.array(births, dtype="datetime64[D]"))
    simulation.set_input("qualified", DAY, np.array([not QUALIFIED.isdisjoint(one) for one in sets]))
    simulation.set_input("exempt", DAY, np.array([not EXEMPT.isdisjoint(one) for one in sets]))
    statuses = simulation.calculate("status", DAY).decode_to_str().tolist()
    ends = simulation.calculate("ends_on", DAY).tolist()
    return list(zip(statuses, ends, strict=True))


def main() -> None:
    persons, rounds = int(sys.argv[1]), int(sys.argv[2])
    law = Law()
    births, sets = population(persons)
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        answers = answered(law, births, sets)
        times.append(time.perf_counter() - began)
    one = []
    for _ in range(200):
        began = time.perf_counter()
        answered(law, births[:1], sets[:1])
        one.append(time.perf_counter() - began)
    ends = sum(end.toordinal() for _, end in answers if end is not None)
    counts = dict(sorted(Counter(found for found, _ in answers).items()))
    print(json.dumps({"seconds": median(times), "single_ms": median(one) * 1000, "counts": counts, "ends": ends}))


if __name__ == "__main__":
    main()
