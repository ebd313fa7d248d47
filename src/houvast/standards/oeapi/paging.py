"""Pages as the Open Education API asks for them: a number and a size."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from ninja import Query

from houvast.standards.oeapi.shapes import Thing

PageNumber = Annotated[int, Query(alias="pageNumber", ge=1, le=100_000, description="Pages count from 1.")]
PageSize = Annotated[Literal["10", "20", "50", "100", "250"], Query(alias="pageSize", description="Items on a page.")]


def taken_from(rows: QuerySet[Any], number: int, size: str) -> tuple[list[Any], bool]:
    """The rows of a page, and whether another follows; the caller ordered them."""
    first = (number - 1) * int(size)
    found = list(rows[first : first + int(size) + 1])
    return found[: int(size)], len(found) > int(size)


def page(items: Iterable[Thing], number: int, size: str, *, more: bool) -> Thing:
    return {
        "pageSize": int(size),
        "pageNumber": number,
        "hasPreviousPage": number > 1,
        "hasNextPage": more,
        "items": list(items),
    }


def page_of(rows: QuerySet[Any], number: int, size: str, show: Callable[[Any], Thing]) -> Thing:
    """The page of these rows, each shown."""
    found, more = taken_from(rows, number, size)
    return page(map(show, found), number, size, more=more)
