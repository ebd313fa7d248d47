"""Browser journeys: a real chromium, a real server, students from a real file."""

from collections.abc import Iterator

import pytest

from tests.houvast_testing.gaps import DATA
from tests.journeys.school import School, open_school

NUMBERS = [
    "100000",
    "100001",
    "100002",
    "100003",
    "100004",
    "100005",
    "100006",
    "100007",
    "100008",
    "100009",
    "100010",
    "100011",
    "100021",
    "100022",
    "100023",
    "100024",
    "100025",
]


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    source = DATA / "samenwijzer-demo" / "studenten_synthetisch.csv"
    with open_school(tmp_path_factory.mktemp("school"), source, NUMBERS) as school:
        yield school
