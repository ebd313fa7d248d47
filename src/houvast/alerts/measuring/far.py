"""The stretches of a measuring, and how far it is, for whoever looks."""

from collections.abc import Callable

CHUNK = 2_000
"""Students in a stretch: what bounds memory."""
Progress = Callable[[int, int], None]
"""Called with the students done and the students there are."""


def silent_progress(_done: int, _total: int) -> None:
    """Shows nothing."""
