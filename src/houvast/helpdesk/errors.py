"""What cannot be done at the helpdesk or in a contest now."""


class TooOften(Exception):
    """More questions from one place than a person types."""
