"""Which connectors there are: ours, and those of packages that a school installed."""

from importlib.metadata import entry_points

from houvast.standards.connecting.contract import Make
from houvast.standards.oeapi import connector as oeapi

GROUP = "houvast.connectors"


class UnknownConnector(LookupError):
    """No connector of this name is installed."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"there is no connector {name}. Known: {', '.join(known)}.")


def maker(name: str) -> Make:
    """What makes the connector of this name. Raises UnknownConnector."""
    if name == oeapi.NAME:
        return oeapi.make
    offered = {one.name: one for one in entry_points(group=GROUP)}
    if name not in offered:
        raise UnknownConnector(name, tuple(sorted({oeapi.NAME, *offered})))
    make: Make = offered[name].load()
    return make
