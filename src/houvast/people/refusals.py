"""What an action says when it cannot be done now."""


class CannotBeDone(Exception):
    """It cannot be done now; the text says why and what to do, `field` where in a form it belongs."""

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field
