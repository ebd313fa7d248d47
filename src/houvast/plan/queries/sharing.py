"""Who may see which section of a plan: the student all of it, the others what is shared with them (S-285)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from houvast.core.access.words import Action, Data, Relation
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.plan.models import PlanSection
from houvast.privacy import door
from houvast.privacy.relations import turned_adult_on_or_before

FIELDS = {
    Relation.COACH: "coach_sees",
    Relation.SUPPORT_ADVISOR: "support_advisor_sees",
    Relation.GUARDIAN: "guardian_sees",
    Relation.TRUSTED_PERSON: "trusted_person_sees",
    Relation.PARTNER: "partner_sees",
}
"""The column of a section for each relation with which it can be shared."""
PRIVATE_AREAS = frozenset({PlanSection.Area.HEALTH, PlanSection.Area.JUSTICE})
"""Areas that are shared with no guardian unless somebody chooses to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """With which relations a section is shared; the student always sees it."""

    relations: frozenset[Relation]

    @classmethod
    def of(cls, section: PlanSection) -> "Audience":
        """With whom a section is shared now."""
        return cls(relations=frozenset(one for one, field in FIELDS.items() if getattr(section, field)))

    @classmethod
    def read(cls, text: str) -> "Audience":
        """What `written` wrote."""
        return cls(relations=frozenset(Relation(one) for one in text.split(",") if one))

    @property
    def written(self) -> str:
        """The relations, comma-separated, in the order of FIELDS."""
        return ",".join(one for one in FIELDS if one in self.relations)

    @property
    def columns(self) -> dict[str, bool]:
        """A value for each column of FIELDS."""
        return {field: one in self.relations for one, field in FIELDS.items()}

    def includes(self, relations: Collection[Relation]) -> bool:
        """Whether somebody with these relations to the student may see it."""
        return Relation.SELF in relations or bool(self.relations.intersection(relations))


def first_audience(student: Person, area: str, on: date) -> Audience:
    """With whom a new section is shared until somebody chooses: coach, support advisor, the guardian of a minor."""
    found = {Relation.COACH, Relation.SUPPORT_ADVISOR}
    if not is_adult(student, on) and area not in PRIVATE_AREAS:
        found.add(Relation.GUARDIAN)
    return Audience(relations=frozenset(found))


def is_adult(student: Person, on: date) -> bool:
    """Whether the student is 18 or older; with an unknown birth date, yes: then only the student decides."""
    return student.birth_date is None or student.birth_date <= turned_adult_on_or_before(on)


def may_share(viewer: Viewer, student: Person) -> bool:
    """Whether this viewer decides who sees a section: the student, and with a minor also who guides the student."""
    if viewer.person.pk == student.pk:
        return True
    return not is_adult(student, viewer.day) and door.may(viewer, student, Data.PLAN, Action.RECORD)


def relations_of(viewer: Viewer, student: Person) -> frozenset[Relation]:
    """The viewer's relations to this student, as the door read them for this page; who covers a coach reads as one."""
    if student.pk not in viewer.relations_read:
        door.decision(viewer, student, Data.PLAN)
    found = viewer.relations_read.get(student.pk, frozenset())
    return found | {Relation.COACH} if Relation.COACH_COVER in found else found


def visible(sections: Iterable[PlanSection], relations: Collection[Relation]) -> list[PlanSection]:
    """The sections that are for somebody with these relations, in the order of the areas."""
    order = list(PlanSection.Area.values)
    found = [one for one in sections if Audience.of(one).includes(relations)]
    return sorted(found, key=lambda one: order.index(one.area))
