"""One person known twice: join the two records, or keep apart who are two. A person decides, and it is logged.

Everything that hangs on the record that goes comes to the one that stays: talks, cases, results, letters, relations,
identifiers. What stands there already in the same words stays behind with the old record, which is kept, hidden, as
the place where it came from. Nothing is thrown away.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from houvast.cases.actions.acting import note_latest_meeting
from houvast.cases.models import Case
from houvast.core.access.words import Action, Data
from houvast.guidance.actions import count_again
from houvast.people.actions.confirming import ask_again
from houvast.people.actions.record import NotYours, note
from houvast.people.models import Account, AdministrativeAct, KnownApart, Person, PersonIdentifier
from houvast.people.names import sort_name_of
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.models import ReadLogStudent
from houvast.privacy.wall import APPEND_EXCEPT, APPEND_ONLY

STAYS = frozenset({"people_knownapart", "guidance_contact", *APPEND_ONLY, *APPEND_EXCEPT})
"""Tables of which rows stay where they are: what happened is not rewritten, and how long somebody waits is counted."""
FILLED = ("given_name", "name_prefix", "family_name", "birth_date", "email", "phone", "number")
"""What the record that stays takes over where it knows nothing itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The two records as they were shown: ids and revisions."""

    one: uuid.UUID
    other: uuid.UUID
    one_revision: int
    other_revision: int


def merge(*, seen: Seen, by: Viewer, at: datetime) -> Person:
    """Join two records of one person; gives the one that stays: that with a running procedure, else the older one.

    Either may hold a role, and either the account: what was confirmed of the one waits again for who is both.
    Raises NotYours; ChangedMeanwhile; CannotBeDone when both have a running procedure or two different BSNs.
    """
    with transaction.atomic():
        stays, goes = _order(*_both(seen, by))
        _bsn(stays, goes)
        left = tuple(_move(goes, stays))
        ask_again(stays.pk, by)
        _fill(stays, goes)
        Person.objects.filter(pk=goes.pk).update(
            merged_into=stays, erased_at=at, bsn_digest="", bsn=None, revision=F("revision") + 1
        )
        stays.save(update_fields=[*FILLED, "sort_name", "bsn_digest", "bsn", "revision"])
        _tell_who_looked(goes, stays)
        count_again(student=stays)
        note_latest_meeting(stays)
        text = f"{goes.pk} → {stays.pk}" + (f"; {', '.join(left)}" if left else "")
        note(by=by, act=AdministrativeAct.Act.PERSONS_MERGED, about=stays, text=text)
    return stays


def keep_apart(*, seen: Seen, by: Viewer, at: datetime) -> None:
    """Say that these are two persons; they are not offered again. Raises NotYours, ChangedMeanwhile."""
    with transaction.atomic():
        _both(seen, by)
        one, other = sorted((seen.one, seen.other))
        KnownApart.objects.get_or_create(
            one_id=one, other_id=other, defaults={"organisation_id": by.organisation_id, "said_by": by.person, "at": at}
        )
        note(by=by, act=AdministrativeAct.Act.PERSONS_APART, text=f"{one} ≠ {other}")


def start_anew(*, person_id: uuid.UUID, by: Viewer) -> None:
    """An erased person came back in a file: the old record is emptied and no system's number leads to it any more.

    The next file then makes a new record, in which nothing of before stands. Raises NotYours, CannotBeDone.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(pk=person_id, organisation_id=by.organisation_id).first()
        if person is None or not _may_correct(by):
            raise NotYours
        if person.erased_at is None or person.merged_into_id is not None:
            raise CannotBeDone(_("This person was not erased."))
        PersonIdentifier.objects.filter(person=person).delete()
        for name in FILLED:
            setattr(person, name, None if name == "birth_date" else "")
        person.sort_name, person.bsn_digest, person.bsn = "", "", None
        person.save(update_fields=[*FILLED, "sort_name", "bsn_digest", "bsn"])
        note(by=by, act=AdministrativeAct.Act.PERSONS_APART, text=str(person.pk))


def _may_correct(by: Viewer) -> bool:
    return bool({"administrator", "student_administration"} & by.role_names)


def _both(seen: Seen, by: Viewer) -> tuple[Person, Person]:
    """The two records, held until the transaction ends."""
    allowed = door.students(by, Data.IDENTITY, Action.RECORD).filter(pk__in=(seen.one, seen.other))
    if allowed.count() != 2:  # noqa: PLR2004 - two records
        raise NotYours
    locked = Person.objects.select_for_update().in_bulk([seen.one, seen.other])
    one, other = locked[seen.one], locked[seen.other]
    if (one.revision, other.revision) != (seen.one_revision, seen.other_revision):
        raise ChangedMeanwhile(one.name)
    return one, other


def _order(one: Person, other: Person) -> tuple[Person, Person]:
    """Who stays and who goes: a running procedure stays with the person who signs in it."""
    running = set(
        Case.objects.filter(student__in=(one, other), status=Case.Status.OPEN).values_list("student_id", flat=True)
    )
    if len(running) > 1:
        raise CannotBeDone(_("Both have a running procedure. End one of them first, then join the two."))
    older, newer = sorted((one, other), key=lambda person: (person.created_at, person.pk))
    return (newer, older) if newer.pk in running else (older, newer)


def _bsn(stays: Person, goes: Person) -> None:
    if stays.bsn_digest and goes.bsn_digest:
        raise CannotBeDone(_("Each has a BSN of its own, so these are two persons. Keep them apart."))
    if goes.bsn_digest:
        stays.bsn_digest, stays.bsn = goes.bsn_digest, goes.bsn
        Person.objects.filter(pk=goes.pk).update(bsn_digest="", bsn=None)


def _fill(stays: Person, goes: Person) -> None:
    for name in FILLED:
        if not getattr(stays, name):
            setattr(stays, name, getattr(goes, name))
    stays.sort_name = sort_name_of(stays)
    stays.revision += 1


def _move(goes: Person, stays: Person) -> Iterator[str]:
    """Bring every row that refers to the one to the other; gives the tables of which rows stayed behind."""
    for model, field in _references():
        rows = model._default_manager.filter(**{field: goes.pk})  # noqa: SLF001 - the documented way to any model
        if model is Account and Account.objects.filter(person=stays).exists():
            rows.update(is_active=False)
            continue
        if not _moved(rows, field, stays) and _one_by_one(rows, field, stays):
            yield model._meta.db_table


def _references() -> Iterator[tuple[type[models.Model], str]]:
    """Every model and field that refers to a person, those apart that stay."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel):
            continue
        model = relation.related_model
        assert not isinstance(model, str)
        if model is not Person and model._meta.db_table not in STAYS:
            yield model, relation.field.name


def _moved(rows: models.QuerySet[models.Model], field: str, stays: Person) -> bool:
    try:
        with transaction.atomic():
            rows.update(**{field: stays.pk})
    except IntegrityError:
        return False
    return True


def _one_by_one(rows: models.QuerySet[models.Model], field: str, stays: Person) -> bool:
    """Move what can be moved; True when something stands with the other record already and stays behind."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    moved = [_moved(rows.filter(pk=pk), field, stays) for pk in ids]
    return not all(moved)


def _tell_who_looked(goes: Person, stays: Person) -> None:
    """Whoever looked at the one record looked at this person: the student goes on seeing it."""
    looked = ReadLogStudent.objects.filter(student=goes).values_list("organisation_id", "read_id")
    ReadLogStudent.objects.bulk_create(
        [ReadLogStudent(organisation_id=row[0], read_id=row[1], student=stays) for row in looked],
        batch_size=1000,
        ignore_conflicts=True,
    )
