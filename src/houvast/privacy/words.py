"""What the log of reads says, in words a student understands."""

from django.utils.translation import gettext, gettext_noop, pgettext

from houvast.core.access.words import Purpose
from houvast.people.models import PersonalRelation, RoleAssignment
from houvast.privacy.queries import Read

RELATIONS = {
    PersonalRelation.Kind.COACH: gettext_noop("your coach"),
    PersonalRelation.Kind.COACH_COVER: gettext_noop("covers for your coach"),
    PersonalRelation.Kind.FORMER_COACH: gettext_noop("your coach before"),
    PersonalRelation.Kind.GUARDIAN: gettext_noop("your parent or carer"),
    PersonalRelation.Kind.TRUSTED_PERSON: gettext_noop("somebody you trust"),
    PersonalRelation.Kind.CASE_TEAM: gettext_noop("works with you in a procedure"),
    PersonalRelation.Kind.PARTNER: gettext_noop("helps you after school"),
    PersonalRelation.Kind.HANDED_OVER: gettext_noop("takes over from your coach"),
    PersonalRelation.Kind.WORKPLACE_SUPERVISOR: gettext_noop("your workplace supervisor"),
    PersonalRelation.Kind.SCHOOL_EDUCATOR: gettext_noop("your educator at the training school"),
    PersonalRelation.Kind.INSTITUTE_EDUCATOR: gettext_noop("your educator of the institute"),
}
ROLES = {
    RoleAssignment.Role.TEACHER: gettext_noop("teacher"),
    RoleAssignment.Role.STUDY_COACH: gettext_noop("coach in your team"),
    RoleAssignment.Role.TEAM_LEADER: gettext_noop("team leader"),
    RoleAssignment.Role.COLLEGE_DIRECTOR: gettext_noop("college director"),
    RoleAssignment.Role.SUPPORT_ADVISOR: gettext_noop("support advisor"),
    RoleAssignment.Role.STUDENT_ADMINISTRATION: gettext_noop("student administration"),
    RoleAssignment.Role.ATTENDANCE_OFFICER: gettext_noop("attendance officer"),
    RoleAssignment.Role.RMC: gettext_noop("adviser of the municipality (RMC)"),
    RoleAssignment.Role.YOUTH_ADVISER: gettext_noop("youth adviser"),
    RoleAssignment.Role.YOUTH_TEAM: gettext_noop("youth team"),
    RoleAssignment.Role.OUTREACH: gettext_noop("outreach worker"),
    RoleAssignment.Role.JOB_COACH: gettext_noop("job coach"),
    RoleAssignment.Role.INTAKE: gettext_noop("intake"),
    RoleAssignment.Role.PLACEMENT_OFFICE: gettext_noop("placement office"),
    RoleAssignment.Role.REGIONAL_COORDINATOR: gettext_noop("regional coordinator"),
    RoleAssignment.Role.SUBJECT_COORDINATOR: gettext_noop("subject coordinator"),
    RoleAssignment.Role.EDUCATION_MANAGER: gettext_noop("education manager"),
    RoleAssignment.Role.EXAMINATION_BOARD: gettext_noop("examination board"),
    RoleAssignment.Role.STUDENT_COUNSELLOR: gettext_noop("student counsellor"),
    RoleAssignment.Role.LEARNING_WORK_COACH: gettext_noop("learning-work coach"),
    RoleAssignment.Role.PRIVACY_OFFICER: gettext_noop("privacy officer"),
    RoleAssignment.Role.APPEALS_BOARD: gettext_noop("appeals board"),
    RoleAssignment.Role.COMPLAINTS_COMMITTEE: gettext_noop("complaints committee"),
    RoleAssignment.Role.OBJECTIONS_COMMITTEE: gettext_noop("objections committee"),
    RoleAssignment.Role.POLICY_MAKER: gettext_noop("board or policy maker"),
    RoleAssignment.Role.ADMINISTRATOR: gettext_noop("administrator of Houvast"),
}
PURPOSES = {
    Purpose.OWN_AFFAIRS: gettext_noop("because it is about you and your family"),
    Purpose.GUIDANCE: gettext_noop("to guide you"),
    Purpose.PROCEDURE: gettext_noop("to do a step in a procedure, or to decide"),
    Purpose.SUPPORT: gettext_noop("to arrange support"),
    Purpose.ADMINISTRATION: gettext_noop("to keep your enrolment in order"),
    Purpose.FOLLOW_UP: gettext_noop("to help you after school"),
    Purpose.HANDED_OVER: gettext_noop("because you were handed over to them"),
    Purpose.EMERGENCY: gettext_noop("because of an emergency"),
    Purpose.PRIVACY: gettext_noop("to answer what you asked about your data"),
}
PAGES = (
    ("rest:", gettext_noop("what is known of you, for a system that the school connected")),
    ("documents:", gettext_noop("a letter to you")),
    ("cases:", gettext_noop("a procedure")),
    ("case", gettext_noop("a procedure")),
    ("alert", gettext_noop("an alert about you")),
    ("record-talk", gettext_noop("a talk with you")),
    ("talk", gettext_noop("a talk with you")),
    ("correct-talk", gettext_noop("a talk with you")),
    ("agreement", gettext_noop("an agreement with you")),
    ("notes", gettext_noop("own notes beside your page")),
    ("handover", gettext_noop("a handover")),
    ("following", gettext_noop("a handover")),
    ("absence:", gettext_noop("your absence")),
    ("education:", gettext_noop("your results")),
    ("workplace:", gettext_noop("your workplace learning")),
    ("child-", gettext_noop("your data, to see or ask something about them")),
    ("careteam:", gettext_noop("a meeting, a question or a referral about you")),
    ("exchange:", gettext_noop("a list for the administration")),
    ("plan:", gettext_noop("your plan or an adjustment for you")),
    ("appointments:self-check", gettext_noop("your self-check")),
    ("appointments:help", gettext_noop("your question for help")),
    ("appointments:", gettext_noop("an appointment with you")),
    ("placement:", gettext_noop("your work placement")),
    ("successes", gettext_noop("what went well")),
    ("student", gettext_noop("your page")),
)
"""The beginning of a page's name, and what a student calls it; the first that fits."""

BETWEEN_CHILD_AND_HELPER = ("careteam:", "appointments:", "helpdesk:", "workplace:counsel")
"""Pages that would tell a guardian that a child asked somebody for help (S-131, S-547)."""


def who(read: Read) -> str:
    """The name of who looked; of another organisation its name."""
    if read.reader:
        return read.reader
    return gettext("Somebody of %(organisation)s") % {"organisation": read.organisation} if read.organisation else ""


def tie(read: Read) -> str:
    """What tied them to the student on that day."""
    if read.relation in RELATIONS:
        return gettext(RELATIONS[PersonalRelation.Kind(read.relation)])
    if read.page.startswith("rest:"):
        return gettext("a system of your school, not a person")
    if read.role in ROLES:
        return gettext(ROLES[RoleAssignment.Role(read.role)])
    return pgettext("reader", "somebody who had a task at your school then")


def purposes(read: Read) -> str:
    """What they looked for."""
    known = [gettext(PURPOSES[Purpose(one)]) for one in read.purposes if one in PURPOSES]
    return ", ".join(known)


def page(read: Read) -> str:
    """Which page it was, as the student would call it."""
    for beginning, words in PAGES:
        if read.page.startswith(beginning):
            return gettext(words)
    return gettext("a list in which you stand")


def is_for_guardians(read: Read) -> bool:
    """Whether a guardian of a child under 16 reads this line: not who helps the child, nor what lies around that."""
    apart = {Purpose.SUPPORT, Purpose.EMERGENCY, Purpose.PRIVACY}
    return not apart & set(read.purposes) and not read.page.startswith(BETWEEN_CHILD_AND_HELPER)
