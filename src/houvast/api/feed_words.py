"""The resources of which changes are noted: their names, the scope that follows them, the table they lie in."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """`student` is the column that says about whom a row is."""

    resource: str
    scope: str
    table: str
    student: str = "student_id"


FOLLOWED: tuple[Followed, ...] = (
    Followed(resource="students", scope="students:read", table="people_person", student="id"),
    Followed(resource="enrolments", scope="enrolments:read", table="education_enrolment"),
    Followed(resource="absences", scope="absences:read", table="attendance_absence"),
    Followed(resource="results", scope="results:read", table="education_result"),
    Followed(resource="talks", scope="talks:read", table="guidance_talk"),
    Followed(resource="planned-talks", scope="talks:read", table="appointments_plannedtalk"),
    Followed(resource="agreements", scope="agreements:read", table="guidance_agreement"),
    Followed(resource="alerts", scope="alerts:read", table="alerts_alert"),
    Followed(resource="cases", scope="cases:read", table="cases_case"),
    Followed(resource="handovers", scope="handovers:read", table="handover_handover"),
)
RESOURCE_NAMES = {
    "students": _("Students"),
    "enrolments": _("Enrolments"),
    "absences": _("Absence"),
    "results": _("Results"),
    "talks": _("Talks that were held"),
    "planned-talks": _("Talks that are planned"),
    "agreements": _("Agreements"),
    "alerts": _("Alerts"),
    "cases": _("Procedures"),
    "handovers": _("Handovers"),
}
