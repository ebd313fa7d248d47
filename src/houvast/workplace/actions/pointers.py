"""Keeping where an agreement of the institute is written, or who leads."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.workplace.models import Pointer
from houvast.workplace.queries.rights import manages


def keep_pointer(*, about: str, title: str, place: str, url: str, by: Viewer, on: date, seen_revision: int) -> Pointer:
    """Keep it for the own institute; `seen_revision` is 0 when there was none. Raises ChangedMeanwhile."""
    if not manages(by):
        raise PermissionDenied
    which = {"organisation_id": by.organisation_id, "about": about}
    values = {"title": title, "place": place, "url": url, "kept_by": by.person, "kept_on": on}
    with transaction.atomic():
        if seen_revision == 0:
            pointer, made = Pointer.objects.get_or_create(**which, defaults=values)
            if not made:
                raise ChangedMeanwhile("The reference")
            return pointer
        if not Pointer.objects.filter(**which, revision=seen_revision).update(**values, revision=F("revision") + 1):
            raise ChangedMeanwhile("The reference")
        return Pointer.objects.get(**which)
