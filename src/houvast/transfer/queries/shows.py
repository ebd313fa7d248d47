"""The lists of a board by name."""

from enum import StrEnum


class Show(StrEnum):
    """Which pupils of the board are shown."""

    ALL = ""
    DOSSIER = "dossier"
    NO_APPLICATION = "no_application"
    UNDECIDED = "undecided"
    WITHOUT_PLACE = "without_place"
    NOT_STARTED = "not_started"
    STEPPED_DOWN = "stepped_down"
    LOOK = "look"
    GUIDANCE = "guidance"
    NO_SHOW = "no_show"
    PLACED = "placed"
    STARTED = "started"
    STOPPED = "stopped"
