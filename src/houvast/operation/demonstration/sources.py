"""A student system that the demonstration's school connected: visited every night, two things do not agree."""

from datetime import timedelta

from houvast.people.clock import now
from houvast.people.models import Organisation, Person
from houvast.standards.models import Conflict, Source, Visit

HOUR = timedelta(hours=1)


def tell_sources(organisation: Organisation) -> None:
    """Three nights: cut off once, complete twice."""
    source = Source.objects.create(
        organisation=organisation,
        connector="oeapi",
        address="https://sis.example.org/oeapi/v6",
        made_at=now() - 96 * HOUR,
    )
    nights = ((72, "no_answer: sis.example.org (TimeoutError)", 40, 0), (48, "", 12, 3), (24, "", 0, 5))
    for hours, problem, added, changed in nights:
        at = now() - hours * HOUR
        Visit.objects.create(
            organisation=organisation, source=source, began_at=at, latest_at=at, ended_at=at, complete=not problem,
            problem=problem, batches=3, added=added, changed=changed, wrong=0 if problem else 2,
        )  # fmt: skip
    student = Person.objects.filter(organisation=organisation, is_student=True).order_by("pk").first()
    found = (
        ("students", "0190a7d2", "email", "samira@voorbeeld.example", "changed_here", student),
        ("results", "0190a7f4", "result.score", "", "missing", None),
    )
    for kind, about, column, value, reason, person in found:
        Conflict.objects.create(
            organisation=organisation, source=source, person=person, kind=kind, about=about, column=column, value=value,
            reason=reason, found_at=now() - 24 * HOUR, seen_at=now() - 24 * HOUR,
        )  # fmt: skip
