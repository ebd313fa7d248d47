"""What absence is called, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from houvast.attendance.models import Absence, AbsenceReport, MissedContact, SickReport

KINDS = {
    Absence.Kind.AUTHORISED: _("with permission"),
    Absence.Kind.UNAUTHORISED: _("without permission"),
    Absence.Kind.LATE: pgettext_lazy("absence", "late"),
    Absence.Kind.SICK: pgettext_lazy("absence", "sick"),
    Absence.Kind.LUXURY: _("holiday outside the school holidays"),
}
SHARED = {
    SickReport.Shared.NOTHING: _("Nobody: only that I am sick"),
    SickReport.Shared.COACH: _("My coach"),
    SickReport.Shared.TEAM: _("My coach and the people who guide me"),
}
SHARED_OF_STUDENT = {
    SickReport.Shared.NOTHING: _("Nobody: only that the student is sick"),
    SickReport.Shared.COACH: _("The coach"),
    SickReport.Shared.TEAM: _("The coach and the people who guide the student"),
}
"""The same for whoever reports somebody else."""
OUTCOMES = {
    MissedContact.Outcome.REACHED: _("We spoke"),
    MissedContact.Outcome.MESSAGE: _("I left a message"),
    MissedContact.Outcome.NOT_REACHED: _("I could not reach the student"),
}
REPORTS = {
    AbsenceReport.Kind.SIXTEEN_HOURS: _("16 hours in 4 teaching weeks"),
    AbsenceReport.Kind.FOUR_WEEKS: _("4 weeks of absence"),
    AbsenceReport.Kind.LUXURY: _("holiday outside the school holidays"),
    AbsenceReport.Kind.OTHER: _("other absence, of our own accord"),
    AbsenceReport.Kind.FINANCE_WARNING: _("student finance: warn the student"),
    AbsenceReport.Kind.FINANCE_REPORT: _("student finance: report after 8 weeks"),
}
STATES = {
    AbsenceReport.State.PREPARED: _("to be checked"),
    AbsenceReport.State.CHECKED: _("checked, to be handed in"),
    AbsenceReport.State.EXPORTED: _("handed in"),
    AbsenceReport.State.LET_GO: _("not reported"),
}
STATUSES = {
    AbsenceReport.Status.REGISTERED: _("registered"),
    AbsenceReport.Status.IN_PROGRESS: _("being dealt with"),
    AbsenceReport.Status.CLOSED: pgettext_lazy("absence report", "closed"),
    AbsenceReport.Status.WITHDRAWN: _("withdrawn"),
    AbsenceReport.Status.NOTED: _("taken note of"),
}
