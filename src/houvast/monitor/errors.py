"""What cannot be done now, in words for who asked."""


class CannotBeDone(Exception):
    """What was asked cannot be done now; the message says why."""
