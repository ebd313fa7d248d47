"""Ways of looking at the board that were given a name."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer
from houvast.transfer.models import WorkList
from houvast.transfer.queries.reach import has_board


def keep_list(*, by: Viewer, name: str, asked: Mapping[str, str], is_shared: bool) -> WorkList:
    """Keep the filters under a name, for oneself or for everybody of the organisation; whoever opens it sees only
    their own pupils in it.
    """
    if not has_board(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            return WorkList.objects.create(
                organisation_id=by.organisation_id, made_by=by.person, name=name, asked=dict(asked), is_shared=is_shared
            )
    except IntegrityError:
        raise CannotBeDone(gettext("You have a list with this name already. Choose another name.")) from None


def remove_list(*, work_list: WorkList, by: Viewer) -> None:
    """Throw an own list away."""
    if work_list.made_by_id != by.person.pk:
        raise PermissionDenied
    work_list.delete()
