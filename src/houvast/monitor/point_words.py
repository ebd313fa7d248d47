"""What the points of the agenda, kinds of approach and themes are called on the screen."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houvast.core.monitor.agenda import Point
from houvast.core.monitor.approaches import Age, Kind, Sector, Theme

POINTS: Mapping[Point, Promise] = {
    Point.TEAMS: _("Strong education teams"),
    Point.INNOVATION: _("Education innovation"),
    Point.WORK_FIELD: _("School and field of work"),
    Point.LIFELONG: _("Lifelong development"),
    Point.SWITCH: _("The switch from vo to mbo"),
    Point.MOVING_UP: _("Moving up"),
    Point.DROP_OUT: _("Preventing absence and drop-out"),
    Point.VULNERABLE: _("Young people in a vulnerable position"),
    Point.EQUAL: _("Equal opportunities"),
    Point.LABOUR_MARKET: _("The labour market of tomorrow"),
    Point.NET: _("A regional net through which nobody falls"),
}
_IN_WORDS = _("Houvast has no figure for this; describe it in words.")
ELSEWHERE: Mapping[Point, Promise] = {
    Point.TEAMS: _("Training of teams stands in the personnel system."),
    Point.INNOVATION: _IN_WORDS,
    Point.WORK_FIELD: _IN_WORDS,
    Point.LIFELONG: _IN_WORDS,
    Point.SWITCH: _("The transfer board has the figures of applicants."),
    Point.MOVING_UP: _("Who moved on to hbo is known to DUO."),
    Point.EQUAL: _("Per group only as far as numbers are not small."),
    Point.LABOUR_MARKET: _("Return on the labour market comes from Statistics Netherlands."),
}
SECTORS: Mapping[Sector, Promise] = {
    Sector.VMBO: _("vmbo"),
    Sector.HAVO_VWO: _("havo and vwo"),
    Sector.MBO: _("mbo"),
    Sector.HO: _("higher education"),
}
THEMES: Mapping[Theme, Promise] = {
    Theme.POLICY: _("Vision, policy and quality"),
    Theme.ENVIRONMENT: _("Environment for career learning"),
    Theme.PROGRAMME: _("Programme of career guidance"),
    Theme.CHOICE: _("Choice of study and success"),
    Theme.CAREER_TALK: _("Career talk"),
    Theme.MOVING_ON: _("Moving on"),
    Theme.LABOUR_MARKET: _("Information on the labour market"),
    Theme.DOCUMENTS: _("Documents of career guidance"),
    Theme.GUARDIANS: _("Involving guardians"),
    Theme.TRAINING: _("Training of staff"),
    Theme.COOPERATION: _("Cooperation"),
    Theme.EQUAL: _("Equal opportunities"),
}
KINDS: Mapping[Kind, Promise] = {
    Kind.OWN: _("An approach of our own"),
    Kind.THESIS: _("Doctoral thesis"),
    Kind.LECTURE: _("Inaugural lecture"),
    Kind.REPORT: _("Research report"),
    Kind.SUMMARY: _("Summary of a research report"),
    Kind.ARTICLE: _("Article"),
}
AGES: Mapping[Age, Promise] = {
    Age.NEW: _("after 2020"),
    Age.MIDDLE: _("2015 to 2020"),
    Age.OLD: _("before 2015"),
}
