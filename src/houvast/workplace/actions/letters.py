"""The letter of 2 April: whether a paid appointment is possible, why, and how large; a proof for who hires (S-210)."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from houvast.documents.actions import store_letter
from houvast.documents.blocks import blocks_from_text
from houvast.documents.letters import Addressee, Letter, Signatory, render, sender_of
from houvast.outbox.actions import ask_job, ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.privacy.scope import organisation_scope
from houvast.web.days import long_day
from houvast.workplace.asking import days_of
from houvast.workplace.models import Eligibility, Inventory
from houvast.workplace.words import missing_in_words, reference_of

KNOWN_LANGUAGES = ("nl", "en")
AT_A_TIME = 25
KIND = "paid-appointment"
SOME_LETTERS = "workplace.some_letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter that was set in type and is to be kept: of which row of an inventory, in which language."""

    row: uuid.UUID
    letter: Letter
    language: str
    content: bytes


def share_out(inventory: Inventory, *, at: datetime) -> int:
    """Ask for the letters of an inventory in jobs of some, so that several workers share them; gives how many jobs.

    Asked again, the same jobs: what each has to do follows from the rows that have no letter yet.
    """
    rows = list(Eligibility.objects.filter(inventory=inventory).order_by("pk").values_list("pk", flat=True))
    batches = [rows[begin : begin + AT_A_TIME] for begin in range(0, len(rows), AT_A_TIME)]
    for batch in batches:
        ask_job(
            name=SOME_LETTERS,
            key=f"{inventory.pk}/{batch[0]}",
            organisation_id=inventory.organisation_id,
            at=at,
            arguments={"inventory": str(inventory.pk), "rows": [str(one) for one in batch]},
        )
    if not batches:
        _finished(inventory, at)
    return len(batches)


def typeset(rows: Sequence[uuid.UUID], *, organisation_id: uuid.UUID, at: datetime) -> tuple[Written, ...]:
    """The letters that these rows still wait for. They are read in one transaction and set in type after it, since
    that takes longest: nobody waits for it. Nothing is kept yet.
    """
    with organisation_scope([organisation_id]):
        waiting = Eligibility.objects.filter(pk__in=rows, organisation_id=organisation_id, letter__isnull=True)
        found = waiting.select_related("student__organisation", "training_school", "inventory__made_by")
        texts = [_drafted(row, at) for row in found.order_by("pk")]
    return tuple(
        Written(row=row, letter=letter, language=language, content=render(letter, language=language))
        for row, letter, language in texts
    )


def _drafted(row: Eligibility, at: datetime) -> tuple[uuid.UUID, Letter, str]:
    language = row.student.language if row.student.language in KNOWN_LANGUAGES else KNOWN_LANGUAGES[0]
    with override(language):
        return row.pk, letter_for(row, at), language


def keep(inventory: Inventory, letters: Sequence[Written], *, at: datetime) -> None:
    """Keep these letters, each with its own seal, and ask for the mails; what has its letter by now is passed over.

    Who keeps the last says that the inventory is done: the row of the inventory is held from there to the end, so of
    two workers that end together one sees what the other kept.
    """
    with transaction.atomic():
        waiting = Eligibility.objects.filter(pk__in=[one.row for one in letters], letter__isnull=True)
        rows = waiting.select_related("student__organisation").in_bulk()
        for one in letters:
            if one.row in rows:
                _keep(inventory, rows[one.row], one, at)
        Inventory.objects.select_for_update().filter(pk=inventory.pk).first()
        if not Eligibility.objects.filter(inventory=inventory, letter__isnull=True).exists():
            _finished(inventory, at)


def _finished(inventory: Inventory, at: datetime) -> None:
    Inventory.objects.filter(pk=inventory.pk, letters_done_at__isnull=True).update(letters_done_at=at)


def _keep(inventory: Inventory, row: Eligibility, written: Written, at: datetime) -> None:
    student = row.student
    document = store_letter(
        student=student,
        kind=KIND,
        key=f"{KIND}/{inventory.pk}",
        letter=written.letter,
        language=written.language,
        addressee=student,
        by=None,
        at=at,
        rendered=written.content,
    )
    Eligibility.objects.filter(pk=row.pk).update(letter=document)
    if student.email:
        ask_mail(
            recipient=student,
            kind=Kind.LETTER,
            key=f"{KIND}/{inventory.pk}/{student.pk}",
            link=reverse("documents:letter", args=(document.pk,)),
            at=at,
            organisation_id=row.organisation_id,
        )


def send_letters(inventory: Inventory, *, at: datetime, most: int = AT_A_TIME) -> bool:
    """Make and send the next letters of an inventory here and now; true while there may be more. Safe to run again."""
    waiting = Eligibility.objects.filter(inventory=inventory, letter__isnull=True).order_by("pk")
    rows = list(waiting.values_list("pk", flat=True)[:most])
    keep(inventory, typeset(rows, organisation_id=inventory.organisation_id, at=at), at=at)
    return bool(rows)


def letter_for(row: Eligibility, at: datetime) -> Letter:
    """The letter in the active language; what may be shown to a school is in it, and nothing else of the dossier."""
    student, inventory = row.student, row.inventory
    signer: Person = inventory.made_by
    organisation = student.organisation
    return Letter(
        sender=sender_of(organisation),
        addressee=Addressee(name=student.name),
        dated_on=day_of(at),
        subject=_("Paid appointment in %(year)s") % {"year": inventory.for_school_year},
        reference=reference_of(row.pk),
        blocks=blocks_from_text(_text(row), _values(inventory, row)),
        signatories=(Signatory(name=signer.name, role=_("Placement office")),),
    )


def _text(row: Eligibility) -> str:
    opening = _("Dear {name},")
    counted = _("On {day} we looked at your progress, together with that of all students of your level.")
    closing = _("Kind regards,")
    body: tuple[str, ...]
    match row.colour:
        case Eligibility.Colour.GREEN:
            body = (
                _("In {year} a paid appointment may be your placement, at level {level}. **You meet the norm.**"),
                _("The appointment is at most {fte} fte, with at most {hours} clock hours of lessons a week."),
                _("This letter is your proof. Show it to the team leader or director who hires you, and to your "
                  "school-based educator. They find you under number {reference} on the list of your training school, "
                  "{school}."),
                _("What we agree with each other: you can follow your lessons by the timetable, your supervisor visits "
                  "a lesson every week and talks it over with you, and mentor tasks are no part of it. Will you "
                  "register the appointment with the placement office before {before}? You do that in Houvast."),
            )  # fmt: skip
        case Eligibility.Colour.RED:
            body = (
                _("A paid appointment as your placement is not possible yet in {year}. Your placement itself simply "
                  "goes on."),
                _("This is still open:"),
                "{missing}",
                _("With {needed} credits you meet the norm for level {level}; on {day} you had {credits}. Your "
                  "institute-based educator is glad to look at a plan with you."),
            )  # fmt: skip
        case _:
            body = (
                _("The norm for paid appointments is made for full-time students in years 1 to 4. For you it says "
                  "neither yes nor no."),
                _("Shall we talk about it? Your institute-based educator and the placement office look with you at "
                  "what is wise for your studies."),
            )  # fmt: skip
    question = _("Is something not right, or do you have a question? Tell the placement office or your educator.")
    return "\n\n".join((opening, counted, *body, question, closing + "\n{signer}"))


def _values(inventory: Inventory, row: Eligibility) -> dict[str, str | tuple[str, ...]]:
    return {
        "name": row.student.given_name or row.student.name,
        "day": long_day(inventory.counted_on),
        "year": inventory.for_school_year,
        "level": str(row.level),
        "fte": _said(row.max_fte),
        "hours": str(row.max_hours or ""),
        "reference": reference_of(row.pk),
        "school": row.training_school.name,
        "credits": _said(row.credits),
        "needed": _said(row.needed),
        "missing": missing_in_words(row.missing, row),
        "before": long_day(days_of(inventory.for_school_year, inventory.counted_on).register_before),
        "signer": inventory.made_by.name,
    }


def _said(value: Decimal | None) -> str:
    return _("(not known)") if value is None else number_format(value.normalize() + 0 if value % 1 else int(value))


def rule_of(row: Eligibility) -> dict[str, object]:
    """The receipt as it was stored."""
    receipt: dict[str, object] = json.loads(row.receipt)
    return receipt
