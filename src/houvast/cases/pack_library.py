"""The procedures that a school has: those of the national layer, and its own approved versions from their day on."""

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from houvast import packbook
from houvast.cases.models import PackProposal
from houvast.core.forms.text import Text
from houvast.core.procedure.difference import difference
from houvast.core.procedure.findings import Finding
from houvast.core.procedure.pack import Layer, Pack
from houvast.core.procedure.path_words import path_in_words
from houvast.education.queries import educations_of
from houvast.packbook.book import documents_by_id, parse_pack
from houvast.packbook.checking import check_pack
from houvast.packbook.places import line_of
from houvast.packbook.reader import Document, PackError, read_yaml
from houvast.people.models import Person

LARGEST_FILE = 400_000  # bytes
UPLOAD = "upload.yaml"


@lru_cache(maxsize=1)
def national() -> dict[str, Pack]:
    """The newest version of every procedure of the national layer, by id."""
    ids = sorted({one.id for one in packbook.all_packs() if one.layer is Layer.NATIONAL})
    return {pack_id: packbook.pack(pack_id) for pack_id in ids}


def packs_in_use(organisation_id: uuid.UUID, on: date) -> tuple[Pack, ...]:
    """Every procedure of this school on this day, by Dutch title. One query."""
    found = dict(national())
    own = PackProposal.objects.filter(
        organisation_id=organisation_id, status=PackProposal.Status.APPROVED, active_from__lte=on
    )
    for proposal in own.order_by("active_from", "pk"):
        pack = read_text(proposal.text)
        found[pack.id] = pack
    return tuple(sorted(found.values(), key=lambda one: one.title.nl))


def pack_in_use(organisation_id: uuid.UUID, pack_id: str, on: date) -> Pack:
    """The version of this procedure that a case begins with on this day. UnknownPack when the school has none."""
    for pack in packs_in_use(organisation_id, on):
        if pack.id == pack_id:
            return pack
    raise packbook.UnknownPack(pack_id, None)


def packs_for(student: Person, on: date, *, also: Collection[str] = ()) -> tuple[Pack, ...]:
    """The procedures that may begin for this student: of those in use the ones for the student's kind of education,
    and those of `also` whatever their kind.

    A student of whom the kind is not known, at an institution that gives none, is offered all of them. Two queries.
    """
    packs, kinds = packs_in_use(student.organisation_id, on), educations_of(student, on)
    return tuple(pack for pack in packs if pack.id in also or is_offered(pack, kinds))


def is_offered(pack: Pack, kinds: frozenset[str]) -> bool:
    """Whether a procedure is for one of these kinds of education; a procedure that names none is for every kind."""
    return not pack.education or not kinds or not kinds.isdisjoint(pack.education)


@lru_cache(maxsize=100)
def read_text(text: str) -> Pack:
    """The pack in an uploaded text, laid over the national one where it says so. PackError says all that is wrong."""
    return parse_pack(read_yaml(text, UPLOAD), documents_by_id().get)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding as a person reads it: what, how to mend it, where, and the shortest path that shows it."""

    text: Text
    mend: Text
    line: int
    path: tuple[Text, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found in an upload: errors block it, warnings do not; `changes` say in words what differs from the
    present.
    """

    pack: Pack | None
    errors: tuple[Told, ...]
    warnings: tuple[Told, ...]
    changes: tuple[Text, ...]

    @property
    def sound(self) -> bool:
        return self.pack is not None and not self.errors


def judge_upload(text: str, organisation_id: uuid.UUID, on: date) -> Verdict:
    """Read, prove and compare an uploaded procedure. Nothing is stored."""
    try:
        pack = read_text(text)
    except PackError as wrong:
        errors = tuple(Told(text=one.text, mend=one.mend, line=one.line) for one in wrong.problems)
        return Verdict(pack=None, errors=errors, warnings=(), changes=())
    report, document = check_pack(pack), read_yaml(text, UPLOAD)
    present = next((one for one in packs_in_use(organisation_id, on) if one.id == pack.id), None)
    errors = tuple(_told(one, pack, document) for one in report.errors)
    if present is not None and present.version == pack.version and present != pack:
        errors = (*errors, _same_version(pack, document))
    return Verdict(
        pack=pack,
        errors=errors,
        warnings=tuple(_told(one, pack, document) for one in report.warnings),
        changes=difference(present, pack) if present is not None else (),
    )


def _told(finding: Finding, pack: Pack, document: Document) -> Told:
    return Told(
        text=finding.text,
        mend=finding.mend,
        line=line_of(document, pack, finding.where),
        path=path_in_words(pack, finding.path),
        source=finding.source,
    )


def _same_version(pack: Pack, document: Document) -> Told:
    return Told(
        text=Text(
            nl=f"versie {pack.version} is al in gebruik met een andere inhoud",
            en=f"version {pack.version} is in use already with another text",
        ),
        mend=Text(nl="Geef deze een nieuwe versie.", en="Give it a new version."),
        line=document.place(("version",))[0],
    )


def digest_of(text: str) -> str:
    """What a proposal is known by."""
    return hashlib.sha256(text.encode()).hexdigest()


def proposals_of(organisation_id: uuid.UUID, *, limit: int = 50) -> QuerySet[PackProposal]:
    """The school's own versions, the newest proposal first."""
    found = PackProposal.objects.filter(organisation_id=organisation_id).select_related("proposed_by", "answered_by")
    return found.order_by("-proposed_at", "pk")[:limit]


def is_proposal_of(organisation_id: uuid.UUID, proposal_id: uuid.UUID) -> bool:
    return PackProposal.objects.filter(pk=proposal_id, organisation_id=organisation_id).exists()
