"""The programme's own norms: what it expects after so many weeks. A row replaces the norm that is known."""

import uuid
from collections.abc import Sequence
from decimal import Decimal

from houvast.education.actions import touch
from houvast.education.models import Enrolment, Programme, ProgressNorm, Touched
from houvast.exchange.reading.errors import Reason
from houvast.exchange.records import NormRecord
from houvast.exchange.writing.result import Became, Result, Run

Key = tuple[uuid.UUID, str, str, int]


class Norms:
    """Loads norms; programmes are few, so those of the institutions are read once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._programmes: dict[tuple[uuid.UUID, str], uuid.UUID] = {}
        rows = Programme.objects.filter(organisation__in=run.institutions.ids).order_by("-pk")
        for pk, organisation, crebo, name in rows.values_list("pk", "organisation_id", "crebo", "name"):
            self._programmes[organisation, name.casefold()] = pk
            if crebo:
                self._programmes[organisation, crebo] = pk
        norms = ProgressNorm.objects.filter(organisation__in=run.institutions.ids)
        columns = ("programme_id", "cohort", "measure", "weeks", "amount")
        self._known: dict[Key, Decimal] = {row[:4]: row[4] for row in norms.values_list(*columns)}

    def take(self, batch: Sequence[NormRecord], *, write: bool) -> list[Result]:
        results: list[Result] = []
        changed: set[uuid.UUID] = set()
        for record in batch:
            organisation = self.run.organisation(record.institution)
            named = record.crebo or record.programme.casefold()
            programme = self._programmes.get((organisation, named))
            if programme is None:
                value = record.crebo or record.programme
                results.append(self.run.wrong(record.line, "programme", value, Reason.UNKNOWN_PROGRAMME))
                continue
            key = (programme, record.cohort, record.measure, record.weeks)
            became = Became.UNCHANGED
            if key not in self._known:
                became = Became.ADDED
            elif self._known[key] != record.amount:
                became = Became.CHANGED
            results.append(became)
            if became is Became.UNCHANGED:
                continue
            self._known[key] = record.amount
            changed.add(programme)
            if write:
                ProgressNorm.objects.update_or_create(
                    programme_id=programme,
                    cohort=record.cohort,
                    measure=record.measure,
                    weeks=record.weeks,
                    defaults={"organisation_id": organisation, "amount": record.amount},
                )
        if write and changed:
            self._touch(changed)
        return results

    def _touch(self, programmes: set[uuid.UUID]) -> None:
        """Another norm may say something else about everybody in the programme."""
        for organisation in self.run.institutions.ids:
            rows = Enrolment.objects.filter(programme__in=programmes, organisation=organisation)
            students = set(rows.exclude(ends_on__lt=self.run.on).values_list("student_id", flat=True))
            touch(students, Touched.Kind.ENROLMENT, self.run.at, organisation_id=organisation)
