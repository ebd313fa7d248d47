"""What everybody may have of an institution's figures, written anew for the years of which a count changed."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Q, Sum

from houvast.core.monitor.facts import next_count_day
from houvast.core.monitor.published import marks_needed, published
from houvast.core.monitor.small import LEAST
from houvast.monitor.models import Published, Total
from houvast.monitor.queries.reach import region_of, rule_of
from houvast.people.ids import new_id
from houvast.people.models import Organisation


def publish(organisation_id: uuid.UUID, years: Collection[int], on: date) -> None:
    """Write the shares of these years, as far as they are over: a year that still moves would tell, from one day to the
    next, about one student. A year that was never published is written too.
    """
    if not Organisation.objects.filter(pk=organisation_id, kind=Organisation.Kind.INSTITUTION).exists():
        return
    stands = Published.objects.filter(institution_id=organisation_id)
    known = set(
        Total.objects.filter(organisation_id=organisation_id, grain=Total.Grain.WHOLE, mark="students")
        .values_list("year", flat=True)
        .distinct()
    )
    missing = known - set(stands.values_list("year", flat=True).distinct())
    region = region_of(organisation_id)
    stands.exclude(region=region).update(region=region)
    rule = rule_of(organisation_id).hiding()
    rule = rule if rule.least >= LEAST else type(rule)(least=LEAST, shows=rule.shows)
    marks, prefixes = marks_needed()
    wanted = Q(mark__in=marks)
    for prefix in prefixes:
        wanted |= Q(mark__startswith=f"{prefix}:")
    for year in sorted(one for one in {*years, *missing} if next_count_day(one) <= on):
        rows = Total.objects.filter(wanted, organisation_id=organisation_id, grain=Total.Grain.WHOLE, year=year)
        numbers = {
            (mark, level, pathway): number
            for mark, level, pathway, number in rows.values_list("mark", "level", "pathway").annotate(Sum("number"))
        }
        stands.filter(year=year).delete()
        Published.objects.bulk_create(
            Published(
                id=new_id(),
                institution_id=organisation_id,
                region=region,
                year=year,
                figure=one.figure,
                part=one.part,
                level=one.place[0],
                pathway=one.place[1],
                hits=one.hits,
                of=one.of,
                on=on,
            )
            for one in published(numbers, rule)
        )
