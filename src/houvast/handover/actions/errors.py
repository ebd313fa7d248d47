"""What cannot be done with a handover now."""


class CannotBeDone(Exception):
    """What was asked cannot be done now; the message says why, for whoever tried."""
