"""The policy in plain words, for whom it is about: which data we keep of you, and who sees them."""

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from houvast.core.access.policy import POLICY
from houvast.core.access.words import Action, Data, Relation

KINDS: dict[Data, str] = {
    Data.IDENTITY: gettext_noop("Your name, birth date and number"),
    Data.CONTACT: gettext_noop("Your e-mail address and phone number"),
    Data.ENROLMENT: gettext_noop("Your programme, class and when you began"),
    Data.PEOPLE_AROUND: gettext_noop("Who is around you: coach, parents, who you trust"),
    Data.TALKS: gettext_noop("Talks with you and what you agreed"),
    Data.PLANNED_TALKS: gettext_noop("When you have a talk"),
    Data.HELP: gettext_noop("What you asked help for"),
    Data.SELF_CHECK: gettext_noop("How you say it goes"),
    Data.SUCCESSES: gettext_noop("What went well"),
    Data.NETWORK: gettext_noop("People who matter to you"),
    Data.COACH_CHANGE: gettext_noop("That you asked for another coach"),
    Data.WORKING_NOTES: gettext_noop("Own notes of a staff member, which nobody else reads"),
    Data.RESULTS: gettext_noop("Your results"),
    Data.ABSENCE: gettext_noop("When you were away"),
    Data.ALERTS: gettext_noop("Signs that you may need somebody, and what was done"),
    Data.CONCERNS: gettext_noop("A concern or a compliment that somebody sent in"),
    Data.SICK_REPORT: gettext_noop("That you were ill, and what you wanted to tell of it"),
    Data.ABSENCE_REPORT: gettext_noop("Reports of absence to the municipality"),
    Data.CASES: gettext_noop("Procedures you are in"),
    Data.NAMED_CASE: gettext_noop("The one procedure for which somebody was asked in"),
    Data.LETTERS: gettext_noop("Letters to you"),
    Data.READ_LOG: gettext_noop("Who looked at your data"),
    Data.RIGHTS: gettext_noop("What you asked about your data"),
    Data.HANDOVER: gettext_noop("Who takes over when you leave, and what they are told"),
    Data.FOLLOWING: gettext_noop("What somebody who helps you after school writes down"),
    Data.TRANSFER: gettext_noop("Your way to another school"),
    Data.PLAN: gettext_noop("Your plan"),
    Data.ADJUSTMENT: gettext_noop("What is arranged for you, such as more time"),
    Data.PLACEMENT: gettext_noop("Your work placement"),
    Data.WORKPLACE: gettext_noop("Where you learn at work and who guides you there"),
    Data.WORKPLACE_GUIDANCE: gettext_noop("How your workplace learning goes"),
    Data.APPOINTMENT: gettext_noop("Your appointment at a training school"),
    Data.PROGRESS_REVIEW: gettext_noop("Reviews of your progress at work"),
    Data.COUNSELLING: gettext_noop("What you tell the student counsellor"),
    Data.COUNSELLOR_VISIT: gettext_noop("Whether you saw the student counsellor"),
    Data.COUNSELLOR_ADVICE: gettext_noop("Advice of the student counsellor that you may share"),
    Data.CARE_TEAM: gettext_noop("What the care team discusses with your consent"),
    Data.TEACHERS_ROUND: gettext_noop("What your teachers answered about how it goes"),
    Data.REFERRAL: gettext_noop("To whom you were referred"),
    Data.IN_CONFIDENCE: gettext_noop("What you tell a helper in confidence"),
    Data.SEEN_BY_HELPER: gettext_noop("Whether the helper you were referred to saw you"),
    Data.CONVERSATION: gettext_noop("What you ask the helpdesk, and what they answer"),
    Data.CONTEST: gettext_noop("A complaint, objection or appeal of yours"),
    Data.LEAVING: gettext_noop("Why you left, and where you went"),
    Data.CASE_ANALYSIS: gettext_noop("What the school wants to learn from how it went"),
}
"""What each kind of data is called on the page for students."""

RELATIONS: dict[Relation, str] = {
    Relation.SELF: gettext_noop("you yourself"),
    Relation.GUARDIAN: gettext_noop("your parent or carer (from 18 on only if you say so)"),
    Relation.LEGAL_REPRESENTATIVE: gettext_noop("your parent or carer, until you are 16"),
    Relation.TRUSTED_PERSON: gettext_noop("somebody you trust and named yourself"),
    Relation.COACH: gettext_noop("your coach"),
    Relation.COACH_COVER: gettext_noop("who stands in for your coach"),
    Relation.FORMER_COACH: gettext_noop("your former coach, of what they wrote"),
    Relation.TEAM_MEMBER: gettext_noop("teachers of your team"),
    Relation.TEAM_LEADER: gettext_noop("the team leader"),
    Relation.COLLEGE_DIRECTOR: gettext_noop("the director"),
    Relation.SUPPORT_ADVISOR: gettext_noop("the support advisor"),
    Relation.STUDENT_ADMINISTRATION: gettext_noop("the student administration"),
    Relation.CASE_TEAM: gettext_noop("who has a part in a procedure with you"),
    Relation.PARTNER: gettext_noop("who helps you after school, with your consent"),
    Relation.DESK: gettext_noop("the organisation you were handed over to"),
    Relation.HANDED_OVER: gettext_noop("the colleague you were handed over to"),
    Relation.WORKPLACE_SUPERVISOR: gettext_noop("your supervisor at work"),
    Relation.SCHOOL_EDUCATOR: gettext_noop("your educator at the training school"),
    Relation.INSTITUTE_EDUCATOR: gettext_noop("your educator of the institute"),
    Relation.PLACEMENT_OFFICE: gettext_noop("the placement office"),
    Relation.REGIONAL_COORDINATOR: gettext_noop("the regional coordinator"),
    Relation.EDUCATION_MANAGER: gettext_noop("the education manager"),
    Relation.STUDENT_COUNSELLOR: gettext_noop("the student counsellor"),
    Relation.LEARNING_WORK_COACH: gettext_noop("the learning-work coach"),
    Relation.RECEIVING_SCHOOL: gettext_noop("the school you applied to"),
    Relation.CARE_PARTNER: gettext_noop("a partner at the care team, with your consent"),
    Relation.REFERRED_TO: gettext_noop("the helper you were referred to"),
    Relation.CONFIDANT: gettext_noop("the helper you told it to, and nobody of your school"),
    Relation.TASK_OWNER: gettext_noop("who has a task in it, of that task"),
    Relation.HELPDESK: gettext_noop("the helpdesk, of what you asked it"),
    Relation.PRIVACY_OFFICER: gettext_noop("the privacy officer"),
    Relation.EMERGENCY: gettext_noop("a staff member in an emergency, for some hours; you are told"),
    Relation.ADMINISTRATOR: gettext_noop("the administrator"),
    Relation.ADMINISTRATION_SYSTEM: gettext_noop("a connected system, such as the student administration's own"),
    Relation.GUIDANCE_SYSTEM: gettext_noop("a connected system for guidance: days and states, never what was said"),
    Relation.FOLLOW_UP_SYSTEM: gettext_noop("a connected system for handovers: that there is one and how far it is"),
}
"""What each relation is called to a student."""


APART = frozenset({Relation.SELF, Relation.EMERGENCY})
"""Said once for all kinds: what you see yourself, and what opens in an emergency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A kind of data in plain words, and who sees it apart from the student."""

    data: Data
    title: str
    seen_by: tuple[str, ...]
    by_you: bool


def who_sees_what() -> tuple[Kept, ...]:
    """Every kind of data with who may see it, straight from the policy table; in the order of the words."""
    return tuple(_kept(data) for data in Data)


def own_kinds() -> list[tuple[str, str]]:
    """The kinds a student may see of themselves, for a choice in a form."""
    return [(one.data.value, one.title) for one in who_sees_what() if one.by_you]


def kinds_for_guardians() -> list[tuple[str, str]]:
    """The kinds that a guardian sees of a child, for a choice in a form."""
    seen = {yes.data for yes in POLICY if yes.relation is Relation.GUARDIAN and Action.SEE in yes.actions}
    return [(data.value, title_of(data.value)) for data in Data if data in seen]


def title_of(data: str) -> str:
    """What a kind of data is called to a student; its own name when it has no words yet."""
    words = {kind.value: text for kind, text in KINDS.items()}
    return gettext(words[data]) if data in words else data.replace("_", " ")


def _kept(data: Data) -> Kept:
    see = [row.relation for row in POLICY if row.data is data and Action.SEE in row.actions]
    others = [one for one in see if one not in APART]
    return Kept(
        data=data,
        title=title_of(data.value),
        seen_by=tuple(gettext(RELATIONS[one]) if one in RELATIONS else one.value for one in others),
        by_you=Relation.SELF in see,
    )
