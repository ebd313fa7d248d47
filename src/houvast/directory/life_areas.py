"""The life areas under which help is found (S-722: problems come from several at once), and the situations of a person.

Values in the database and in addresses; the words a reader sees are Django's translations.
"""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class LifeArea(StrEnum):
    """Where in a life something weighs."""

    HEALTH = "health"
    EDUCATION = "education"
    WORK = "work"
    MONEY = "money"
    FREE_TIME = "free_time"
    SOCIAL = "social"
    JUSTICE = "justice"
    HOUSING = "housing"


AREA_NAMES: dict[str, Promise] = {
    LifeArea.EDUCATION: _("School"),
    LifeArea.WORK: _("Work and placement"),
    LifeArea.MONEY: _("Money and debts"),
    LifeArea.HEALTH: _("Body and mind"),
    LifeArea.SOCIAL: _("Home and the people around me"),
    LifeArea.HOUSING: _("A place to live"),
    LifeArea.JUSTICE: _("Rights, police and justice"),
    LifeArea.FREE_TIME: _("Free time"),
}
"""In the order in which they are shown."""


class Level(StrEnum):
    """Levels of mbo, as an entry says for whom it is."""

    ENTREE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
