"""What cannot be done now."""


class CannotBeDone(Exception):
    """What was asked cannot be done now; the message says why, and `field` at which answer."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
