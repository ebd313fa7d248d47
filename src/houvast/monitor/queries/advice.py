"""Study advice per programme for the annual report: every step from a warning to the outcome (S-638)."""

from django.utils.translation import get_language, gettext

from houvast.core.monitor.figures import PARTS
from houvast.core.monitor.small import protect, rounded
from houvast.monitor.queries.counting import By, Key, names_of, sums
from houvast.monitor.queries.reach import Reach
from houvast.monitor.queries.tables import Table
from houvast.monitor.words import number_of
from houvast.web.components import Column

GIVEN = ("positive", "conditional", "negative", "urgent")
"""Every advice that was given is one of these; together they are "given"."""
ALONE = ("provisional", "postponed", "appealed", "carried_out", "withdrawn")
ORDER = ("provisional", "given", *GIVEN, "postponed", "appealed", "carried_out", "withdrawn")
MOST = 200


def advice_table(reach: Reach, year: int) -> Table:
    """A row for every programme with a step in the year, and all together; two queries."""
    found = sums(reach, (year,), (), ("advice",), by=By.PROGRAMME)
    numbers: dict[Key, dict[str, int]] = {}
    for (_, mark, programme), number in found.items():
        numbers.setdefault(programme, {})[mark.removeprefix("advice:")] = number
    names = names_of(By.PROGRAMME, list(numbers))
    programmes = sorted(numbers, key=lambda one: (names[one].lower(), str(one)))[:MOST]
    hidden = _hidden(reach, programmes, numbers)
    spoken = get_language() or "nl"
    rows = [
        (names[programme], *(_cell(reach, numbers[programme].get(part, 0), (place, part) in hidden) for part in ORDER))
        for place, programme in enumerate(programmes)
    ]
    if rows:
        total = {part: sum(numbers[one].get(part, 0) for one in programmes) for part in ORDER}
        rows.append(
            (gettext("Together"), *(_cell(reach, total[part], (len(programmes), part) in hidden) for part in ORDER))
        )
    return Table(
        title=gettext("Study advice per programme"),
        columns=(
            Column(label=gettext("Programme")),
            *(Column(label=PARTS["advice"][part].in_(spoken), numeric=True) for part in ORDER),
        ),
        rows=tuple(rows),
        notes=(
            gettext(
                "Every student counts once for each step in the year it was taken. Given is positive, conditional,"
                " negative and urgent together; who got two in a year counts once in given."
            ),
        ),
    )


def _hidden(reach: Reach, programmes: list[Key], numbers: dict[Key, dict[str, int]]) -> set[tuple[int, str]]:
    """Cells that stay away for who may not see the students; the last row is the total."""
    if reach.behind or not programmes:
        return set()
    last = len(programmes)
    cells = [[numbers[one].get(part, 0) for part in GIVEN] for one in programmes]
    safe = protect(cells, reach.rule)
    hidden = {(row, GIVEN[column]) for row, column in safe.hidden}
    hidden |= {(row, "given") for row in safe.hidden_rows} | {(last, GIVEN[column]) for column in safe.hidden_columns}
    if safe.hides_all:
        hidden.add((last, "given"))
    for part in ALONE:
        alone = protect([[numbers[one].get(part, 0)] for one in programmes], reach.rule)
        hidden |= {(row, part) for row, _ in alone.hidden}
        if alone.hidden_columns or alone.hides_all:
            hidden.add((last, part))
    return hidden


def _cell(reach: Reach, number: int, is_hidden: bool) -> str:  # noqa: FBT001 - one cell
    if is_hidden:
        return number_of(None)
    return number_of(number if reach.behind else rounded(number), small=reach.behind and reach.rule.is_small(number))
