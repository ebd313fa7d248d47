"""The letter of 2 April: whether a paid appointment is possible, why, and how large; a proof for who hires (S-210)."""

import json
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from houvast.documents.actions import store_letter
from houvast.documents.blocks import blocks_from_text
from houvast.documents.letters import Addressee, Letter, Sender, Signatory
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.web.days import long_day
from houvast.workplace.asking import days_of
from houvast.workplace.models import Eligibility, Inventory
from houvast.workplace.words import missing_in_words, reference_of

KNOWN_LANGUAGES = ("nl", "en")
AT_A_TIME = 25
KIND = "paid-appointment"


def send_letters(inventory: Inventory, *, at: datetime, most: int = AT_A_TIME) -> bool:
    """Make and send the next letters of an inventory; true while there are more. Safe to run again."""
    waiting = (
        Eligibility.objects.filter(inventory=inventory, letter__isnull=True)
        .select_related("student", "student__organisation", "training_school")
        .order_by("pk")[:most]
    )
    rows = list(waiting)
    with transaction.atomic():
        for row in rows:
            _send(inventory, row, at)
        if not rows:
            Inventory.objects.filter(pk=inventory.pk, letters_done_at__isnull=True).update(letters_done_at=at)
    return bool(rows)


def _send(inventory: Inventory, row: Eligibility, at: datetime) -> None:
    student = row.student
    language = student.language if student.language in KNOWN_LANGUAGES else KNOWN_LANGUAGES[0]
    with override(language):
        letter = letter_for(inventory, row, at)
    document = store_letter(
        student=student,
        kind=KIND,
        key=f"{KIND}/{inventory.pk}",
        letter=letter,
        language=language,
        addressee=student,
        by=None,
        at=at,
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


def letter_for(inventory: Inventory, row: Eligibility, at: datetime) -> Letter:
    """The letter in the active language; what may be shown to a school is in it, and nothing else of the dossier."""
    student = row.student
    signer: Person = inventory.made_by
    organisation = student.organisation
    return Letter(
        sender=Sender(name=organisation.name, code=organisation.code, accent=organisation.accent),
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
