"""What must hold in a database that was put back: sealed values open, and the logs of all cases are whole."""

from django.db import models

from houvast.cases.models import Case
from houvast.cases.verify import verify
from houvast.operation.sealed import sealed_columns
from houvast.people.models import Organisation
from houvast.privacy.scope import organisation_scope
from houvast.vault.fields import SealedField


def opened_compartments() -> int:
    """Open the newest value of every sealed column; how many compartments opened. Raises KeysUnavailable."""
    opened = set()
    organisations = list(Organisation.objects.values_list("pk", flat=True))
    with organisation_scope(organisations):
        for model, field in sealed_columns():
            if _newest(model, field) is not None:
                opened.add(field.compartment)
    return len(opened)


def _newest(model: type[models.Model], field: SealedField) -> str | None:
    filled: models.QuerySet[models.Model] = models.QuerySet(model).filter(**{f"{field.attname}__isnull": False})
    value: str | None = filled.order_by("-pk").values_list(field.attname, flat=True).first()
    return value


def broken_cases() -> tuple[int, list[str]]:
    """How many logs of cases there are, and what is wrong with those that are not whole."""
    count, broken = 0, []
    for organisation in Organisation.objects.order_by("pk"):
        with organisation_scope([organisation.pk]):
            cases = list(Case.objects.filter(organisation=organisation).values_list("pk", flat=True))
            count += len(cases)
            broken += [str(finding) for finding in verify(cases, {}, organisation=organisation.pk)]
    return count, broken
