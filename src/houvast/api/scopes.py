"""What a token may open: scopes, each a kind of data and an action of the policy, and the purposes they serve.

A scope opens nothing by itself. Whatever it names, the policy must give the same to the relation that belongs to the
token's purpose; so no scope can be added that the policy does not carry.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from houvast.core.access.policy import relations_allowing
from houvast.core.access.words import Action, Data, Purpose, Relation

RELATION_OF = {
    Purpose.ADMINISTRATION: Relation.ADMINISTRATION_SYSTEM,
    Purpose.GUIDANCE: Relation.GUIDANCE_SYSTEM,
    Purpose.FOLLOW_UP: Relation.FOLLOW_UP_SYSTEM,
}
"""The purposes a token may have, and what its system is to the students for each."""
PURPOSE_NAMES = {
    Purpose.ADMINISTRATION: _("Administration: keeping students, absence and results the same in two systems"),
    Purpose.GUIDANCE: _("Guidance: dates and states for a timetable, a portal or a report"),
    Purpose.FOLLOW_UP: _("Follow-up: handovers, for whoever goes on with a student"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """`rights` is empty for what is about no student."""

    name: str
    label: object
    rights: tuple[tuple[Data, Action], ...] = ()

    def serves(self, purpose: Purpose) -> bool:
        """Whether the policy gives this to a system with this purpose."""
        relation = RELATION_OF[purpose]
        return all(
            any(yes.relation is relation for yes in relations_allowing(data, action)) for data, action in self.rights
        )


SCOPES: tuple[Scope, ...] = (
    Scope(name="students:read", label=_("Read students: name and number"), rights=((Data.IDENTITY, Action.SEE),)),
    Scope(
        name="contact:read",
        label=_("Read birth dates, e-mail addresses and phone numbers"),
        rights=((Data.IDENTITY, Action.SEE), (Data.CONTACT, Action.SEE)),
    ),
    Scope(
        name="students:write",
        label=_("Add and change students and enrolments"),
        rights=(
            (Data.IDENTITY, Action.RECORD),
            (Data.CONTACT, Action.RECORD),
            (Data.ENROLMENT, Action.RECORD),
        ),
    ),
    Scope(name="enrolments:read", label=_("Read enrolments"), rights=((Data.ENROLMENT, Action.SEE),)),
    Scope(name="absences:read", label=_("Read absence"), rights=((Data.ABSENCE, Action.SEE),)),
    Scope(name="absences:write", label=_("Add and correct absence"), rights=((Data.ABSENCE, Action.RECORD),)),
    Scope(name="results:read", label=_("Read results"), rights=((Data.RESULTS, Action.SEE),)),
    Scope(name="results:write", label=_("Add and correct results"), rights=((Data.RESULTS, Action.RECORD),)),
    Scope(
        name="talks:read",
        label=_("Read on which days talks are, and never what was said"),
        rights=((Data.PLANNED_TALKS, Action.SEE),),
    ),
    Scope(
        name="agreements:read",
        label=_("Read until when agreements run and whether they are done"),
        rights=((Data.PLANNED_TALKS, Action.SEE),),
    ),
    Scope(name="alerts:read", label=_("Read that an alert stands open"), rights=((Data.ALERTS, Action.SEE),)),
    Scope(name="cases:read", label=_("Read how far a procedure is, and its terms"), rights=((Data.CASES, Action.SEE),)),
    Scope(name="handovers:read", label=_("Read how far a handover is"), rights=((Data.HANDOVER, Action.SEE),)),
    Scope(name="services:read", label=_("Read the directory of services")),
    Scope(name="figures:read", label=_("Read figures, small numbers hidden")),
    Scope(name="changes:read", label=_("Follow what changed, for the scopes above")),
)
BY_NAME = {one.name: one for one in SCOPES}


def offered(purpose: Purpose) -> tuple[Scope, ...]:
    """The scopes that a token with this purpose may have."""
    return tuple(one for one in SCOPES if one.serves(purpose))
