"""The plan on paper: what a viewer sees on the screen, as an accessible PDF; the same plan for everybody (S-618)."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, override

from houvast.documents.blocks import Block, Heading, Paragraph, Run, paragraphs, plain, table
from houvast.documents.letters import Addressee, Letter, Sender, Signatory, render
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.plan.models import PlanSection, PlanSignature, PlanTask
from houvast.plan.pages import relation_name
from houvast.plan.queries.plans import Reading
from houvast.plan.queries.versions import Signed, signed_of
from houvast.plan.words import area_name, status_name
from houvast.web.days import long_day


def plan_on_paper(student: Person, viewer: Viewer, reading: Reading, *, language: str) -> bytes:
    """The sections and tasks this viewer sees, with who signed; raises LetterNotRendered."""
    with override(language):
        signed = signed_of(reading.plan, reading.text)
        made = Letter(
            sender=Sender(
                name=student.organisation.name, code=student.organisation.code, accent=student.organisation.accent
            ),
            addressee=Addressee(name=student.name),
            dated_on=viewer.day,
            subject=gettext("The plan of %(name)s") % {"name": student.name},
            blocks=tuple(paper_blocks(reading, signed)),
            reference=_reference(signed),
            signatories=tuple(_signatory(one) for one in signed.signatures) if signed and signed.is_current else (),
        )
    return render(made, language=language)


def paper_blocks(reading: Reading, signed: Signed | None) -> Iterator[Block]:
    """What stands on the paper, in the language that is on."""
    if reading.review:
        yield Paragraph(
            line=plain(gettext("We look back together on %(day)s.") % {"day": long_day(reading.review.planned_on)})
        )
    if signed and not signed.is_current:
        yield Paragraph(
            line=plain(
                gettext("The plan was changed after version %(number)s was signed.") % {"number": signed.version.number}
            )
        )
    for section in reading.sections:
        yield Heading(level=2, line=plain(area_name(section.area)))
        yield from _section(section, reading.tasks_of(section))
    if reading.held:
        yield Heading(level=2, line=plain(gettext("Looking back together")))
    for review in reading.held:
        yield Heading(level=3, line=plain(long_day(review.held_on) if review.held_on else ""))
        yield from _said(gettext("What works"), review.goes_well)
        yield from _said(gettext("What we do differently"), review.changes)


def _section(section: PlanSection, tasks: Sequence[PlanTask]) -> Iterator[Block]:
    yield from _said(gettext("Goal"), section.goal)
    yield from _said(gettext("What we agreed"), section.agreed)
    if tasks:
        headers = (gettext("Who"), gettext("What"), gettext("By when"), gettext("How did it go?"))
        yield table(headers, [_row(one) for one in tasks])


def _said(title: str, text: str | None) -> Iterator[Block]:
    if text:
        yield Paragraph(line=(Run(text=title, strong=True),))
        yield from paragraphs(text)


def _row(task: PlanTask) -> tuple[str, str, str, str]:
    what = f"{task.what} ({task.where})" if task.where else task.what or ""
    return (task.owner_name, what, long_day(task.due_on), status_name(task.status))


def _reference(signed: Signed | None) -> str:
    if signed is None or not signed.is_current:
        return ""
    number, digest = signed.version.number, signed.version.sha256[:12]
    return gettext("version %(number)s, mark %(digest)s") % {"number": number, "digest": digest}


def _signatory(one: PlanSignature) -> Signatory:
    remark = gettext("signed in Houvast on %(day)s") % {"day": long_day(day_of(one.at))}
    if one.answer == PlanSignature.Answer.DISSENT:
        remark += ". " + gettext("Sees it differently: %(remark)s") % {"remark": one.remark or ""}
    return Signatory(name=one.signer_name, role=relation_name(one.relation), remark=remark)
