"""A person judges whether two rows are one pupil or one application; joining can be undone."""

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.people.clock import day_of
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.transfer.models import Application, ConsentItem, MatchSuggestion, Need, Pupil, TransferEvent
from houvast.transfer.renewing import renew

Kind = MatchSuggestion.Kind
Status = MatchSuggestion.Status
POSSIBLE = {
    Kind.SAME_PUPIL: {Status.MERGED, Status.KEPT_APART},
    Kind.DOUBLE_APPLICATION: {Status.MERGED, Status.KEPT_APART},
    Kind.RECYCLED_APPLICATION: {Status.MERGED, Status.KEPT_APART},
    Kind.OTHER_SCHOOL: {Status.OURS, Status.LEFT_US},
}
MOVED = (Application, TransferEvent)
"""What goes along whole; needs and consent go along where the other has none of the same."""


def _allowed(by: Viewer, suggestion: MatchSuggestion) -> None:
    for pupil in (suggestion.pupil, suggestion.other):
        if pupil and not door.decision(by, pupil.student, Data.TRANSFER, Action.MANAGE).allowed:
            raise PermissionDenied


def judge(
    *, suggestion: MatchSuggestion, by: Viewer, answer: str, remark: str, seen_revision: int, at: datetime
) -> None:
    """Join, keep apart, or say of a pupil whom two schools claim that it is ours or left us. Never done by itself."""
    _allowed(by, suggestion)
    if answer not in POSSIBLE[Kind(suggestion.kind)]:
        raise CannotBeDone(gettext("This cannot be the answer to this question."))
    with transaction.atomic():
        moved: dict[str, list[str]] = {}
        pupils = Pupil.objects.select_for_update().in_bulk(
            [one for one in (suggestion.pupil_id, suggestion.other_id) if one]
        )
        _decided(suggestion, answer, by, remark, seen_revision, at)
        pupil = pupils[suggestion.pupil_id]
        if answer == Status.MERGED and suggestion.kind == Kind.SAME_PUPIL:
            assert suggestion.other_id
            moved = _join(pupil, pupils[suggestion.other_id])
        elif answer == Status.MERGED and suggestion.application_id:
            Application.objects.filter(pk=suggestion.application_id).update(double_of=suggestion.other_application_id)
        elif answer == Status.LEFT_US:
            pupil.closed_on, pupil.closed_because = day_of(at), remark
            pupil.save(update_fields=["closed_on", "closed_because"])
        MatchSuggestion.objects.filter(pk=suggestion.pk).update(moved=moved)
        renew(list(Pupil.objects.filter(pk__in=pupils)), on=day_of(at))


def _decided(
    suggestion: MatchSuggestion, answer: str, by: Viewer, remark: str, seen_revision: int, at: datetime
) -> None:
    changed = MatchSuggestion.objects.filter(pk=suggestion.pk, revision=seen_revision).update(
        status=answer, decided_by=by.person, decided_at=at, remark=remark, revision=seen_revision + 1
    )
    if not changed:
        raise ChangedMeanwhile(gettext("This question"))


def _join(stays: Pupil, goes: Pupil) -> dict[str, list[str]]:
    """Move what hangs on one row to the other, and say what was moved."""
    moved: dict[str, list[str]] = {}
    for model in MOVED:
        ids = list(model.objects.filter(pupil=goes).values_list("pk", flat=True))
        model.objects.filter(pk__in=ids).update(pupil=stays)
        moved[model.__name__] = [str(one) for one in ids]
    known = set(Need.objects.filter(pupil=stays).values_list("area", "source"))
    needs = [one.pk for one in Need.objects.filter(pupil=goes) if (one.area, one.source) not in known]
    Need.objects.filter(pk__in=needs).update(pupil=stays)
    moved["Need"] = [str(one) for one in needs]
    said = set(ConsentItem.objects.filter(pupil=stays).values_list("item", "party"))
    consents = [one.pk for one in ConsentItem.objects.filter(pupil=goes) if (one.item, one.party) not in said]
    ConsentItem.objects.filter(pk__in=consents).update(pupil=stays)
    moved["ConsentItem"] = [str(one) for one in consents]
    goes.merged_into = stays
    goes.save(update_fields=["merged_into"])
    return moved


def undo(*, suggestion: MatchSuggestion, by: Viewer, remark: str, seen_revision: int, at: datetime) -> None:
    """Take a judgement back: what was joined is parted as it was; what came since stays with the row it was told of."""
    _allowed(by, suggestion)
    if suggestion.status == Status.OPEN:
        raise CannotBeDone(gettext("There is nothing to undo: this question is still open."))
    with transaction.atomic():
        ids = [one for one in (suggestion.pupil_id, suggestion.other_id) if one]
        pupils = Pupil.objects.select_for_update().in_bulk(ids)
        _decided(suggestion, Status.OPEN, by, remark, seen_revision, at)
        if suggestion.status == Status.MERGED and suggestion.other_id:
            _part(pupils[suggestion.other_id], suggestion.moved)
        elif suggestion.status == Status.MERGED and suggestion.application_id:
            Application.objects.filter(pk=suggestion.application_id).update(double_of=None)
        elif suggestion.status == Status.LEFT_US:
            Pupil.objects.filter(pk=suggestion.pupil_id).update(closed_on=None, closed_because="")
        renew(list(Pupil.objects.filter(pk__in=ids)), on=day_of(at))


def _part(back: Pupil, moved: dict[str, list[str]]) -> None:
    for model in (*MOVED, Need, ConsentItem):
        ids = [uuid.UUID(one) for one in moved.get(model.__name__, [])]
        model.objects.filter(pk__in=ids).update(pupil=back)
    back.merged_into = None
    back.save(update_fields=["merged_into"])
