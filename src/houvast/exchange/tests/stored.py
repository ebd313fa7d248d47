"""The tables that an import of students fills."""

from django.db.models import Model

from houvast.attendance.models import AbsenceTotal
from houvast.education.models import Enrolment, Programme
from houvast.exchange.models import SourceRow
from houvast.guidance.models import Contact
from houvast.people.models import Person, PersonalRelation, PersonIdentifier, Unit, UnitMembership

STORED: tuple[type[Model], ...] = (
    Person,
    PersonIdentifier,
    Contact,
    Enrolment,
    UnitMembership,
    PersonalRelation,
    AbsenceTotal,
    Unit,
    Programme,
    SourceRow,
)
