"""A progress bar on stderr, from the moment that the work takes longer than a second."""

import time
from typing import Any, Self

PATIENCE_SECONDS = 1.0


class Bar:
    """`with Bar("rows", silent=...) as bar: work(progress=bar.show)`."""

    def __init__(self, what: str, *, silent: bool) -> None:
        self._what = what
        self._silent = silent
        self._began = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, done: int, total: int) -> None:
        """So much of so much is done."""
        if self._silent or (self._bar is None and time.monotonic() - self._began < PATIENCE_SECONDS):
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._what, total=total)
            self._bar.start()
        self._bar.update(self._task, completed=done, total=total)
