"""The whole examination, in the order in which one would mend; a check that fails is itself a finding."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from houvast.operation import fitness
from houvast.operation.doctor import surroundings, trust, work
from houvast.operation.doctor.findings import Finding, Level, error
from houvast.people.models import Organisation
from houvast.privacy.scope import organisation_scope

FINE, LOOK, BROKEN = 0, 1, 2
"""What the command ends with."""


def examine() -> list[Finding]:
    """Everything, of every organisation, for who runs the installation."""
    first = [*_before_the_database(), *fitness.database()]
    if any(one.about == "database" and one.level is Level.ERROR for one in first):
        return first
    found = [*first, *fitness.in_the_database(deploy=_deployed())]
    if any(one.about == "migrations" and one.level is Level.ERROR for one in found):
        return found
    organisations = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    with organisation_scope(organisations):
        return [*found, *_within(organisations)]


def examine_within(organisation: uuid.UUID) -> list[Finding]:
    """The same inside a page's own transaction, with the work and the dossiers of one organisation."""
    return [
        *_before_the_database(),
        *_guarded(fitness.database),
        *_guarded(partial(fitness.in_the_database, deploy=_deployed())),
        *_within([organisation]),
    ]


def verdict(findings: Iterable[Finding]) -> int:
    """0 when all is fine, 1 when something asks for a look, 2 when something is broken."""
    levels = {one.level for one in findings}
    return BROKEN if Level.ERROR in levels else LOOK if Level.WARNING in levels else FINE


def _deployed() -> bool:
    return bool(settings.HOUVAST.environment == "production")


def _before_the_database() -> Iterator[Finding]:
    yield from fitness.beside_the_database(deploy=_deployed())


def _within(organisations: Sequence[uuid.UUID]) -> Iterator[Finding]:
    for check in surroundings.CHECKS:
        yield from _guarded(check)
    for ask in (*work.CHECKS, *trust.CHECKS):
        yield from _guarded(partial(ask, organisations))


def _guarded(check: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """What the check says, in a savepoint: one that the database refuses spoils no other."""
    try:
        with transaction.atomic():
            return list(check())
    except DatabaseError as problem:
        name = check.func.__name__ if isinstance(check, partial) else getattr(check, "__name__", "database")
        return [error(name, _("could not be looked at (%s).") % type(problem).__name__, _("Look in the log."))]
