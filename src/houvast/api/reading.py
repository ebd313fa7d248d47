"""How the body of a request is read, before anything of it is understood."""

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

NUL = "\x00"


class NulInTextError(ValueError):
    """A text holds the NUL character. PostgreSQL keeps none, and no name, number or report has one."""

    def __init__(self) -> None:
        super().__init__("A text in the request holds the NUL character (\\u0000). Leave it out.")


class Texts(Parser):
    """JSON without NUL characters; NulInTextError, which ninja answers with 400, for one that has them."""

    def parse_body(self, request: HttpRequest) -> Any:
        found = super().parse_body(request)
        if _has_nul(found):
            raise NulInTextError
        return found


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return NUL in value
    if isinstance(value, dict):
        return any(_has_nul(one) for pair in value.items() for one in pair)
    return isinstance(value, list) and any(_has_nul(one) for one in value)
