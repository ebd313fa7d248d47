"""What cannot be done now on the transfer board."""


class CannotBeDone(Exception):
    """What was asked cannot be done now; the message says why, and what can."""
