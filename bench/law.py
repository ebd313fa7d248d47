"""The law: a million answers set-wise and one answer with its explanation, beside the same rule in OpenFisca-Core.

OpenFisca-Core lives in an environment of its own under var/bench, made here when it is not there; where it cannot be
installed our figures are printed alone, and it is said. `ratio` is ours divided by theirs: below 1 is quicker.

`python bench/law.py [--persons 1000000] [--rounds 5]`
"""

import argparse
import json
import subprocess
import sys
import time
import venv
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.openfisca.population import ON, population  # noqa: E402
from houvast import lawbook  # noqa: E402
from houvast.core.law.catalogue import rule_named  # noqa: E402
from houvast.core.law.rules.education_duty import duties_of  # noqa: E402

ENVIRONMENT = ROOT / "var" / "bench" / "openfisca"
OPENFISCA = "openfisca-core==46.0.1"
SINGLES = 5000


def ours(persons: int, rounds: int) -> dict[str, Any]:
    """Median seconds for everybody, from facts to statuses and last days, with a checksum to compare by."""
    rule = rule_named("education-duty")
    births, sets = population(persons)
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        law = lawbook.book_for(rule).view(rule, ON, None, None).law
        answers = duties_of(births, sets, law)
        times.append(time.perf_counter() - began)
    ends = sum(end.toordinal() for _, end in answers if end is not None)
    counts = dict(sorted(Counter(status for status, _ in answers).items()))
    return {"seconds": median(times), "counts": counts, "ends": ends}


def one_answer() -> float:
    """Median milliseconds of one answer with reasons, questions and receipt, on distinct facts."""
    births, sets = population(SINGLES)
    times = []
    for born, chosen in zip(births, sets, strict=True):
        facts = {"birth_date": born.isoformat(), "qualifications": list(chosen)}
        began = time.perf_counter()
        lawbook.ask("education-duty", facts, on=ON)
        times.append(time.perf_counter() - began)
    return median(times) * 1000


def theirs(persons: int, rounds: int) -> dict[str, Any] | None:
    """The same from OpenFisca-Core in its own environment, or None where that cannot be made."""
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / ".ready").exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", OPENFISCA]
        if subprocess.run(install, check=False, stdout=sys.stderr).returncode:
            return None
        (ENVIRONMENT / ".ready").touch()
    script = Path(__file__).parent / "openfisca" / "education_duty.py"
    done = subprocess.run(
        [str(python), str(script), str(persons), str(rounds)],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    mine, single, other = ours(given.persons, given.rounds), one_answer(), theirs(given.persons, given.rounds)
    everybody: dict[str, Any] = {"figure": "education-duty, set-wise", "persons": given.persons}
    everybody["seconds"] = round(mine["seconds"], 3)
    one: dict[str, Any] = {"figure": "education-duty, one answer explained", "milliseconds": round(single, 4)}
    if other is None:
        everybody["openfisca"] = one["openfisca"] = "could not be installed here"
    else:
        same = (mine["counts"], mine["ends"]) == (other["counts"], other["ends"])
        everybody |= {"openfisca_seconds": round(other["seconds"], 3), "same_answers": same}
        everybody["ratio"] = round(mine["seconds"] / other["seconds"], 3)
        one |= {"openfisca_milliseconds": round(other["single_ms"], 4), "ratio": round(single / other["single_ms"], 3)}
    print(json.dumps(everybody))
    print(json.dumps(one))
    return 0 if other is None or everybody["same_answers"] else 1


if __name__ == "__main__":
    sys.exit(main())
