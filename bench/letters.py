"""Letters: how long one takes, how many a second, and that memory does not grow.

`python bench/letters.py [--letters 500]` prints one JSON object a line.
"""

import argparse
import json
import os
import resource
import time
from dataclasses import replace
from statistics import median

os.environ.setdefault("HOUVAST_ENVIRONMENT", "test")
os.environ.setdefault("HOUVAST_SECRET_KEY", "bench-only-" + "0123456789" * 6)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houvast.settings.django_settings")

import django

django.setup()

from houvast import packbook  # noqa: E402
from houvast.documents import preview  # noqa: E402
from houvast.documents.letters import Addressee, Letter, render  # noqa: E402

MEGABYTE = 1024


def letters(number: int) -> list[Letter]:
    """Letters of the improvement track, each to somebody else: no two have the same text."""
    pack = packbook.pack("improvement-track")
    samples = [preview.sample(pack, name, "nl") for name in pack.letters]
    return [
        replace(samples[at % len(samples)], addressee=Addressee(name=f"Student {at}"), reference=f"{at:06d}")
        for at in range(number)
    ]


def memory() -> float:
    """Peak memory of this process in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=500)
    wanted = letters(parser.parse_args().letters)
    began = time.perf_counter()
    render(wanted[0], language="nl")
    first = (time.perf_counter() - began) * 1000
    warm = memory()
    times, sizes = [], []
    for letter in wanted:
        began = time.perf_counter()
        sizes.append(len(render(letter, language="nl")))
        times.append((time.perf_counter() - began) * 1000)
    figures = {
        "letter, first of a process": (first, "ms"),
        "letter, median": (median(times), "ms"),
        "letter, 95 % within": (sorted(times)[int(len(times) * 0.95)], "ms"),
        "letters": (1000 / (sum(times) / len(times)), "per second"),
        "letter, size": (median(sizes) / MEGABYTE, "kB"),
        f"memory after {len(wanted)} letters, beside after one": (memory() - warm, "MB more"),
    }
    for what, (value, unit) in figures.items():
        print(json.dumps({"bench": "letters", "figure": what, "value": round(value, 2), "unit": unit}))


if __name__ == "__main__":
    main()
