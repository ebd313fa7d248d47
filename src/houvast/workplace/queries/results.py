"""How many credits a student has, from the results that are known here."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from houvast.education.models import Result
from houvast.people.models import Person


def credits_of(student: Person, on: date) -> Decimal | None:
    """The credits earned up to and with this day; None when no result with credits is known."""
    rows = Result.objects.filter(
        student=student, on__lte=on, credits_earned__isnull=False, withdrawn_on__isnull=True
    ).aggregate(sum=Sum("credits_earned"))
    found: Decimal | None = rows["sum"]
    return found
