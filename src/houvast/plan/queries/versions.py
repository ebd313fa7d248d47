"""The plan as it is signed: its text as values, the hash that pins it, and who signed what."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from houvast.core.access.words import Action, Data, Relation
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.plan.models import Plan, PlanSection, PlanSignature, PlanTask, PlanVersion
from houvast.plan.queries.rows import section_rows, signature_rows, task_rows, version_rows
from houvast.plan.queries.sharing import relations_of
from houvast.privacy import door


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The whole plan as it reads now. `parts` are the sections as JSON with their hashes, in the order of the areas."""

    parts: tuple[tuple[str, str, str], ...]

    @property
    def sha256(self) -> str:
        """The hash of the hashes: who saw some sections can check theirs, and that the rest is the same."""
        return _hash("".join(digest for _, _, digest in self.parts))

    @property
    def content(self) -> str:
        """What is kept: area, text and hash of every section."""
        return json.dumps([{"area": area, "text": text, "sha256": digest} for area, text, digest in self.parts])

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas with something in them."""
        return tuple(area for area, _, _ in self.parts)


def text_of(plan: Plan) -> Text:
    """The plan as it reads now, for whoever signs. Two queries."""
    return text_from(section_rows(plan), task_rows(plan.student))


def text_from(sections: Iterable[PlanSection], tasks: Iterable[PlanTask]) -> Text:
    """The same from all its rows, the tasks first due first. Whether a task was done is no part of it."""
    order = list(PlanSection.Area.values)
    kept: dict[uuid.UUID, list[PlanTask]] = {}
    for one in tasks:
        if one.status != PlanTask.Status.DROPPED:
            kept.setdefault(one.section_id, []).append(one)
    parts = []
    for section in sorted(sections, key=lambda one: order.index(one.area)):
        of_section = kept.get(section.pk, [])
        if section.goal or section.agreed or of_section:
            text = _canonical(section, of_section)
            parts.append((section.area, text, _hash(text)))
    return Text(parts=tuple(parts))


def _canonical(section: PlanSection, tasks: Iterable[PlanTask]) -> str:
    values = {
        "area": section.area,
        "goal": section.goal or "",
        "agreed": section.agreed or "",
        "tasks": [
            {"who": one.owner_name, "side": one.side, "what": one.what, "where": one.where, "by": f"{one.due_on}"}
            for one in tasks
        ],
    }
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signed version and its signatures; `is_current` when the plan reads the same now."""

    version: PlanVersion
    signatures: tuple[PlanSignature, ...]
    is_current: bool


def signed_of(plan: Plan, text: Text) -> Signed | None:
    """The signed version that reads as the plan does now, else the newest; None when nobody signed. Two queries."""
    kept = version_rows(plan)
    if not kept:
        return None
    version = next((one for one in kept if one.sha256 == text.sha256), kept[0])
    return Signed(
        version=version,
        signatures=tuple(signature_rows(version, is_newest=version is kept[0])),
        is_current=version.sha256 == text.sha256,
    )


SIGNS_AS = (Relation.SELF, Relation.GUARDIAN, Relation.COACH, Relation.SUPPORT_ADVISOR, Relation.PARTNER)
"""As what somebody signs; the first that fits."""


def signs_as(viewer: Viewer, student: Person) -> Relation | None:
    """As what this viewer signs the plan; None for who has no part in it."""
    if not door.may(viewer, student, Data.PLAN, Action.SIGN):
        return None
    relations = relations_of(viewer, student)
    return next((one for one in SIGNS_AS if one in relations), None)


def seen_areas(sections: Iterable[PlanSection], text: Text) -> tuple[str, ...]:
    """The areas of this text among the sections that somebody may see: what they sign."""
    return tuple(one.area for one in sections if one.area in text.areas)


def is_intact(version: PlanVersion) -> bool:
    """Whether what is kept of a signed version still gives its hashes."""
    parts = json.loads(version.content or "[]")
    if any(_hash(part["text"]) != part["sha256"] for part in parts):
        return False
    return _hash("".join(part["sha256"] for part in parts)) == version.sha256
