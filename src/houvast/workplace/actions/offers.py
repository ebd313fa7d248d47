"""Keeping how many places a training school offers in a school year."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.workplace.models import PlaceOffer, TrainingSchool
from houvast.workplace.queries.rights import manages


def keep_offer(
    *, school: TrainingSchool, school_year: str, places: int, remark: str, by: Viewer, on: date, seen_revision: int
) -> PlaceOffer:
    """Keep what a school told; `seen_revision` is 0 when nothing was kept yet. Raises ChangedMeanwhile."""
    if not manages(by) or school.organisation_id != by.organisation_id:
        raise PermissionDenied
    values = {"places": places, "remark": remark, "kept_by": by.person, "kept_on": on}
    which = {"training_school": school, "school_year": school_year}
    with transaction.atomic():
        if seen_revision == 0:
            offer, made = PlaceOffer.objects.get_or_create(
                **which, defaults={"organisation_id": school.organisation_id, **values}
            )
            if not made:
                raise ChangedMeanwhile("The number of places")
            return offer
        kept = PlaceOffer.objects.filter(**which, revision=seen_revision)
        if not kept.update(**values, revision=F("revision") + 1):
            raise ChangedMeanwhile("The number of places")
        return PlaceOffer.objects.get(**which)
