"""The annex to the education agreement: which adjustments were agreed with this student, on paper (S-392, S-554).

What stands in it is what was agreed. Why the student needs it is not: that is nobody's business who reads an agreement.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext, override

from houvast.documents.blocks import Block, Heading, Paragraph, paragraphs, plain
from houvast.documents.letters import Addressee, Letter, Sender, render
from houvast.people.models import Person
from houvast.plan.models import Adjustment
from houvast.plan.queries.adjustments import name_of
from houvast.web.days import long_day


def annex_on_paper(student: Person, granted: Sequence[Adjustment], *, on: date, language: str) -> bytes:
    """The adjustments that hold, each with what is arranged, from when until when, and what it changes at exams.

    Raises LetterNotRendered.
    """
    with override(language):
        school = student.organisation
        made = Letter(
            sender=Sender(name=school.name, code=school.code, accent=school.accent),
            addressee=Addressee(name=student.name),
            dated_on=on,
            subject=gettext("Annex to the education agreement: adjustments for %(name)s") % {"name": student.name},
            blocks=tuple(_blocks(granted)),
        )
    return render(made, language=language)


def _blocks(granted: Sequence[Adjustment]) -> Iterator[Block]:
    yield Paragraph(line=plain(gettext("School and student agreed on this. It belongs to the education agreement.")))
    for one in granted:
        yield Heading(level=2, line=plain(name_of(one)))
        yield from paragraphs(one.arranged or "")
        for said in _facts(one):
            yield Paragraph(line=plain(said))


def _facts(one: Adjustment) -> Iterator[str]:
    if one.starts_on and one.ends_on:
        days = {"first": long_day(one.starts_on), "last": long_day(one.ends_on)}
        yield gettext("From %(first)s until and including %(last)s.") % days
    elif one.starts_on:
        yield gettext("From %(first)s.") % {"first": long_day(one.starts_on)}
    if one.exam_effect:
        yield gettext("At tests and exams: %(effect)s") % {"effect": one.exam_effect}
    if one.evaluate_on:
        yield gettext("We look together whether it still fits on %(day)s.") % {"day": long_day(one.evaluate_on)}
