"""What cannot be done now in meetings, rounds and referrals."""


class CannotBeDone(Exception):
    """It cannot be done now; the text says why and what to do. `field` is where it belongs in a form."""

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field
