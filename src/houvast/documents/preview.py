"""Every letter and mail, to look at while they are being made; mounted in development only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from houvast import packbook
from houvast.core.procedure.pack import PLACEHOLDERS, Pack
from houvast.documents.blocks import Value, blocks_from_text, gaps_of, route_apart
from houvast.documents.letters import Addressee, Letter, Rights, Sender, Signatory, letter_values
from houvast.documents.letters import render as made
from houvast.documents.queries import for_the_page
from houvast.outbox.kinds import Kind, Text, text_of
from houvast.people.models import Organisation, Person

LANGUAGES = ("nl", "en")
DAY = date(2027, 3, 8)
KNOWN: dict[str, Value] = {
    "student_name": "Ousmane Dembélé-Hendrickx",
    "student_first_name": "Ousmane",
    "coach": "Carla Coach",
    "team_leader": "Bram Terpstra",
    "college_director": "Dirk van Dam",
    "institution": "ROC Voorbeeld",
    "agreements": ("Ik ben elke dag om negen uur aanwezig.", "De school geeft elke dinsdag hulp bij wiskunde."),
}
SAMPLE: dict[str, Value] = {name: KNOWN.get(name, f"[{name.replace('_', ' ')}]") for name in sorted(PLACEHOLDERS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A letter in the list, with its address per language."""

    pack: str
    title: str
    links: tuple[tuple[str, str], ...]


def _rows() -> Iterator[Row]:
    for pack in packbook.all_packs():
        for name, letter in pack.letters.items():
            links = tuple((code, reverse("design-letters:letter", args=[pack.id, name, code])) for code in LANGUAGES)
            yield Row(pack=pack.id, title=letter.title.nl, links=links)


def sample(pack: Pack, name: str, language: str) -> Letter:
    words = pack.letters[name]
    body = words.body.in_(language)
    role = words.signed_by.value
    rights = None
    if words.contests and pack.contest is not None:
        body, route = route_apart(body)
        told = blocks_from_text(route or pack.contest.text.in_(language), SAMPLE)
        rights = Rights(blocks=told, last_day=date(2027, 3, 22))
    return Letter(
        sender=Sender(
            name="ROC Voorbeeld",
            accent="#1d5e8a",
            contact=("Postbus 100, 1000 AB Amsterdam", "020 123 45 67 · info@roc.example"),
        ),
        addressee=Addressee(name="Ousmane Dembélé-Hendrickx", lines=("Lange Nieuwstraat 112 a", "1234 AB Amsterdam")),
        dated_on=DAY,
        subject=words.title.in_(language),
        reference="0190f3a2c1d4",
        blocks=blocks_from_text(body, {gap: f"[{gap}]" for gap in gaps_of(body)} | SAMPLE),
        signatories=(Signatory(name=str(SAMPLE.get(role, "Anja Verbeek")), role=role.replace("_", " ")),),
        rights=rights,
    )


def _mails() -> list[tuple[Kind, list[tuple[str, Text]]]]:
    organisation = Organisation(name="ROC Voorbeeld", mails_talk_report=True)

    def text(kind: Kind, language: str) -> Text:
        recipient = Person(given_name="Ousmane", language=language)
        url = "https://houvast.example/…"
        report = _("(here stands the report, where the school chose that)") if kind is Kind.TALK_REPORT else ""
        return text_of(
            kind, recipient=recipient, organisation=organisation, url=url, helper="Carla Coach", report=report
        )

    return [(kind, [(language, text(kind, language)) for language in LANGUAGES]) for kind in Kind]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All letters of all packs, and all mails in both languages."""
    return render(request, "documents/preview.html", {"rows": tuple(_rows()), "mails": _mails()})


@require_safe
def letter(request: HttpRequest, pack_id: str, name: str, language: str) -> HttpResponse:
    """One letter of a pack with sample values: as a page, or with `?as=pdf` as the file."""
    try:
        pack = packbook.pack(pack_id)
    except packbook.UnknownPack as error:
        raise Http404(str(error)) from error
    if name not in pack.letters or language not in LANGUAGES:
        raise Http404
    example = sample(pack, name, language)
    if request.GET.get("as") == "pdf":
        return HttpResponse(made(example, language=language), content_type="application/pdf")
    context = {"letter": for_the_page(letter_values(example, language=language)), "file_url": "?as=pdf"}
    return render(request, "documents/preview_letter.html", context)
