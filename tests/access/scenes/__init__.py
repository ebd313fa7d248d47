"""Scenes around a school in which the addresses stand that the cast of the school has nothing behind."""

from collections.abc import Callable

from tests.access.scenes import at_school, at_work, outside
from tests.access.scenes.scene import Scene
from tests.houvast_testing.cast import Cast

SCENES: dict[str, Callable[[Cast], Scene]] = {
    "at_work": at_work.at_work,
    "care_team": at_school.care_team,
    "cases": at_school.cases,
    "directory": at_school.directory,
    "figures": at_school.figures,
    "helpdesk": outside.helpdesk,
    "imports": at_school.imports,
    "own_things": at_school.own_things,
    "partner_desks": outside.partner_desks,
    "privacy": at_school.privacy,
    "transfer": outside.transfer,
}
