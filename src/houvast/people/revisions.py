"""What happens when somebody else was first."""


class ChangedMeanwhile(Exception):
    """The row was changed since this person read it; nothing was written."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} was changed by somebody else since you opened it. Read it again before you go on.")
        self.what = what
