"""What the pupil says: consent per item, own words, who comes along. Below 16 a guardian decides on consent."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.core.calendar import age_on
from houvast.people.clock import day_of
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import write_over
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.transfer.models import ConsentItem, Pupil
from houvast.transfer.renewing import renew

DECIDES_FROM = 16
"""The age from which a person decides alone on consent (UAVG art. 5)."""


def decides_alone(pupil: Pupil, on: date) -> bool:
    """Whether the pupil is 16 or older; an unknown birth date counts as younger."""
    return pupil.student.birth_date is not None and age_on(pupil.student.birth_date, on) >= DECIDES_FROM


def give_consent(
    *, pupil: Pupil, by: Viewer, given: Mapping[tuple[str, str], bool], until: date | None, at: datetime
) -> None:
    """What may be told, per item and party; taking back counts at once on every board."""
    if not door.decision(by, pupil.student, Data.TRANSFER, Action.SIGN).allowed:
        raise PermissionDenied
    on = day_of(at)
    is_self = by.person.pk == pupil.student_id
    if is_self != decides_alone(pupil, on):
        message = (
            gettext("You are younger than 16: your parent or carer says this together with you.")
            if is_self
            else gettext("From 16 on a young person decides on this alone.")
        )
        raise CannotBeDone(message)
    if until is not None and until < on:
        raise CannotBeDone(gettext("Choose a day that is still to come."))
    with transaction.atomic():
        locked = Pupil.objects.select_for_update().get(pk=pupil.pk)
        for (item, party), agrees in given.items():
            ConsentItem.objects.update_or_create(
                pupil=locked, item=item, party=party,
                defaults={
                    "organisation_id": locked.organisation_id, "given": agrees, "until": until, "on": on,
                    "said_by": "pupil" if is_self else "guardian", "by": by.person,
                },
            )  # fmt: skip
        renew([locked], on=on)


def say_own_words(
    *, pupil: Pupil, by: Viewer, own_words: str, comes_along: str, expects_support: str, seen_revision: int, on: date
) -> None:
    """What I need for a good start, in my own words (S-617), who comes along (S-726), and whether I expect support."""
    if by.person.pk != pupil.student_id:
        raise PermissionDenied
    if not door.decision(by, pupil.student, Data.TRANSFER, Action.RECORD).allowed:
        raise PermissionDenied
    with transaction.atomic():
        write_over(
            Pupil.objects.filter(pk=pupil.pk),
            seen_revision,
            gettext("What you wrote"),
            own_words=own_words,
            comes_along=comes_along,
            expects_support=expects_support,
        )
        renew([Pupil.objects.get(pk=pupil.pk)], on=on)
