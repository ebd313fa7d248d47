"""What people do about absence; one module per subject."""


class CannotBeDone(Exception):
    """What was asked cannot be done now; the message says why."""
