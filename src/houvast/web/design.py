"""The page of components: every part in every state, in both languages. Development only, invented people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from houvast.web.components import (
    Account,
    Around,
    Bar,
    Column,
    Confirmation,
    Drawing,
    Entry,
    EntryKind,
    Fact,
    Institution,
    Link,
    Need,
    Rating,
    Row,
    Signature,
    SignatureState,
    Step,
    StepState,
    Term,
    Week,
    WhatIf,
)
from houvast.web.forms import DayField, RatingChoice, SignatureForm, choices_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TODAY = date(2027, 3, 3)
WHOLE_PAGES = ("caseload", "procedure", "form", "confirm", "sign-in", "student", "errors")


def said(nl: str, en: str) -> str:
    """The text in the reader's language. Samples only: real pages use the catalogues."""
    return nl if (get_language() or "nl").startswith("nl") else en


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "web/design/components.html", {**_frame(), **_samples(), "whole_pages": WHOLE_PAGES})


@require_safe
def whole_page(request: HttpRequest, page: str) -> HttpResponse:
    """A page as a school sees it, made of the components."""
    if page not in WHOLE_PAGES:
        raise Http404(page)
    name = page.replace("-", "_")
    return render(request, f"web/design/{name}.html", {**_frame(), **_samples()})


def _frame() -> dict[str, Any]:
    return {
        "navigation": (
            Link(label=said("Mijn studenten", "My students"), url="/design/caseload/", current=True),
            Link(label=said("Mijn taken", "My tasks"), url="/design/", count=7),
            Link(label=said("Procedures", "Procedures"), url="/design/procedure/"),
            Link(label=said("Verzuim", "Absence"), url="/design/student/"),
            Link(label=said("Sociale kaart", "Support services"), url="/design/form/"),
        ),
        "account": Account(
            name="Jasmijn van den Oudenhoven",
            role=said("Studieloopbaanbegeleider", "Study coach"),
            links=(
                Link(label=said("Mijn gegevens", "My details"), url="/design/"),
                Link(label=said("Afwezig melden", "Report my absence"), url="/design/"),
            ),
            sign_out_url="/look/theme/",
        ),
        "institution": Institution(name="ROC De Waterlanden"),
        "what_if": WhatIf(today=TODAY, url="/look/theme/", is_set=True),
        "today": TODAY,
    }


def _samples() -> dict[str, Any]:
    return {
        "rows": _rows(),
        "columns": _columns(),
        "table": _table(),
        "facts": _facts(),
        "entries": _entries(),
        "around": _around(),
        "terms": _terms(),
        "signed": _signed(),
        "drawings": (_running(), _deviating(), _finished()),
        "fresh_form": SampleForm(),
        "wrong_form": SampleForm(
            {"name": "", "day": "31-2-2027", "kind": "", "rating": "", "wellbeing": "", "report": ""}
        ),
        "signature_form": SignatureForm(),
        "filter_form": FilterForm({"search": "van"}),
        "steps": (
            said("Wie waren erbij", "Who were there"),
            said("Hoe gaat het", "How it goes"),
            said("Afspraken", "Agreements"),
            said("Nakijken", "Check"),
        ),
        "tabs": (
            Link(label=said("Overzicht", "Overview"), url="/design/", current=True),
            Link(label=said("Gesprekken", "Talks"), url="/design/", count=2),
            Link(label=said("Brieven", "Letters"), url="/design/"),
            Link(label=said("Wie keek er", "Who looked"), url="/design/"),
        ),
        "sender": "ROC De Waterlanden\nWaterkade 1\n1234 AB Voorbeeldstad",
        "confirmation": _confirmation(),
        "bars": (
            Bar(label=said("Verkeerde opleiding", "Wrong programme"), value=42),
            Bar(label=said("Persoonlijk", "Personal"), value=31),
            Bar(label=said("Werk gekregen", "Found work"), value=12.5),
        ),
        "weeks": _weeks(),
        "colours": ("paper", "sheet", "shade", "ink", "accent", "accent-wash", "ok", "attention", "care"),
        "ratings": tuple(Rating),
    }


def _rows() -> tuple[Row, ...]:
    week = timedelta(days=7)
    record = said("Gesprek vastleggen", "Record a talk")
    return (
        Row(
            name="Ousmane Dembélé-Hendrickx",
            url="#rows",
            about=said("Mbo-verpleegkundige, 2B", "Nursing, 2B"),
            why=said("6 weken niet gesproken", "not spoken for 6 weeks"),
            rating=Rating.RED,
            due=TODAY - timedelta(days=3),
            action_label=record,
            action_url="#rows",
        ),
        Row(
            name="Wilhelmina Josephina van Schuylenburch tot Nieuwenhuizen",
            url="#rows",
            about=said("Allround medewerker mode, maat en interieur, 1A", "Fashion and interior, 1A"),
            why=said(
                "Tussentijdse evaluatie van het verbetertraject houden", "Hold the interim evaluation of the track"
            ),
            rating=Rating.AMBER,
            due=TODAY + week,
            action_label=said("Evaluatie plannen", "Plan the evaluation"),
            action_url="#rows",
        ),
        Row(
            name="Li Wei",
            url="#rows",
            about=said("Software developer, 3C", "Software developer, 3C"),
            why=said("Wacht op jouw antwoord", "Waits for your answer"),
            due=TODAY,
            action_label=said("Antwoorden", "Answer"),
            action_url="#rows",
        ),
        Row(
            name="Noor el Idrissi",
            url="#rows",
            about=said("Pedagogisch medewerker, 1B", "Childcare, 1B"),
            why=said("op schema", "on schedule"),
            rating=Rating.GREEN,
            due_text=said("Vorige week gesproken", "Spoken last week"),
        ),
        Row(
            name=said("Naam nog niet bekend (nr. 204413)", "Name not known yet (no. 204413)"),
            url="#rows",
            about=said("Techniekcollege", "Technical college"),
            why=said("Geboortedatum nodig", "Birth date needed"),
            rating=Rating.NONE,
            action_label=said("Aanvullen", "Complete"),
            action_url="#rows",
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(label=said("Opleiding", "Programme")),
        Column(label=said("Studenten", "Students"), numeric=True),
        Column(label=said("Niet gesproken", "Not spoken"), numeric=True),
        Column(label=said("Begeleider", "Coach")),
    )


def _table() -> tuple[tuple[str, ...], ...]:
    return (
        (said("Mbo-verpleegkundige", "Nursing"), "128", "4", "Jasmijn van den Oudenhoven"),
        ("Software developer", "1.204", "31", "Bram Terpstra, Hatice Yıldırım"),
        (said("Allround timmerman", "Carpenter"), "56", "0", said("Niemand", "Nobody")),
    )


def _facts() -> tuple[Fact, ...]:
    return (
        Fact(label=said("Opleiding", "Programme"), value=said("Mbo-verpleegkundige, niveau 4", "Nursing, level 4")),
        Fact(label=said("Leerweg", "Pathway"), value="BOL"),
        Fact(label=said("Begeleider", "Coach"), value="Jasmijn van den Oudenhoven", url="#facts"),
        Fact(label=said("Geboortedatum", "Birth date"), value=said("nog niet bekend", "not known yet"), url="#facts"),
    )


def _entries() -> tuple[Entry, ...]:
    return (
        Entry(
            on=date(2027, 2, 24),
            kind=EntryKind.TALK,
            title=said("Voortgangsgesprek", "Progress talk"),
            who="Jasmijn van den Oudenhoven",
            text=said(
                "De stage gaat goed: je begeleider noemt je rustig en precies. Op maandag kom je vaak te laat, "
                "vier keer in twee weken. Je brengt dan eerst je broertje weg.",
                "The work placement goes well: your supervisor calls you calm and precise. On Mondays you are often "
                "late, four times in two weeks. You take your little brother to school first.",
            ),
            url="#timeline",
            rating=Rating.AMBER,
        ),
        Entry(
            on=date(2027, 2, 24),
            kind=EntryKind.AGREEMENT,
            title=said("De school schuift het eerste uur op maandag op", "The school moves the first lesson on Monday"),
            label=said("afspraak", "agreement"),
        ),
        Entry(
            on=date(2027, 2, 8),
            kind=EntryKind.CASE,
            title=said("Verbetertraject gestart", "Improvement track started"),
            url="#timeline",
        ),
        Entry(
            on=date(2027, 1, 20),
            kind=EntryKind.ALERT,
            title=said("Vroeg signaal: 12 lesuren gemist", "Early alert: 12 lessons missed"),
            label=said("beantwoord", "answered"),
        ),
        Entry(
            on=date(2026, 12, 11),
            kind=EntryKind.LETTER,
            title=said("Brief: uitnodiging voor een gesprek", "Letter: invitation to talk"),
            url="#timeline",
        ),
        Entry(on=date(2026, 11, 2), kind=EntryKind.RESULT, title=said("Rekenen 3F gehaald", "Passed maths 3F")),
        Entry(on=date(2026, 10, 5), kind=EntryKind.ABSENCE, title=said("Een week ziek", "Ill for a week")),
        Entry(
            on=date(2026, 8, 31),
            kind=EntryKind.MOVE,
            title=said("Begonnen met Mbo-verpleegkundige", "Began Nursing"),
            text=said("Van vmbo-tl, Het Erasmus.", "From vmbo-tl, Het Erasmus."),
        ),
    )


def _around() -> tuple[Around, ...]:
    return (
        Around(
            name="Jasmijn van den Oudenhoven",
            role=said("Begeleider", "Coach"),
            text=said(
                "Jouw eerste aanspreekpunt, maandag tot en met donderdag.", "Your first contact, Monday to Thursday."
            ),
            mail="j.oudenhoven@school.example",
            phone="06 12 34 56 78",
        ),
        Around(name="Fatima Dembélé", role=said("Moeder, tekent mee", "Mother, signs with you")),
        Around(name="Bram Terpstra", role=said("Teamleider", "Team leader"), url="#people"),
    )


def _terms() -> tuple[Term, ...]:
    text = said("Tijd om te verbeteren", "Time to improve")
    return (
        Term(text=text, begins=date(2027, 2, 8), ends=date(2027, 4, 19), today=TODAY),
        Term(text=said("Bezwaar maken", "Object"), begins=date(2027, 2, 1), ends=date(2027, 3, 8), today=TODAY),
        Term(
            text=said("Antwoord van de school", "Answer of the school"),
            begins=date(2027, 2, 1),
            ends=TODAY,
            today=TODAY,
        ),
        Term(text=said("Brief sturen", "Send the letter"), begins=date(2027, 2, 1), ends=date(2027, 3, 1), today=TODAY),
    )


def _signed() -> tuple[Signature, ...]:
    student, mother = said("student", "student"), said("moeder", "mother")
    return (
        Signature(name="Ousmane Dembélé", role=student, state=SignatureState.SIGNED, on=date(2027, 2, 9)),
        Signature(
            name="Fatima Dembélé",
            role=mother,
            state=SignatureState.DISSENT,
            on=date(2027, 2, 11),
            remark=said("Wij wisten niet dat er eerder gesprekken waren.", "We did not know of the earlier talks."),
        ),
        Signature(name="Bram Terpstra", role=said("teamleider", "team leader"), state=SignatureState.WAITING),
        Signature(name="Amadou Dembélé", role=said("vader", "father"), state=SignatureState.UNREACHED),
        Signature(
            name="Piet Jansma", role=said("voogd", "guardian"), state=SignatureState.REFUSED, on=date(2027, 2, 12)
        ),
    )


def _running() -> Drawing:
    done, ahead = StepState.DONE, StepState.AHEAD
    team_leader, coach = said("teamleider", "team leader"), said("begeleider", "coach")
    return Drawing(
        name=said("Verbetertraject studievoortgang", "Improvement track"),
        today=TODAY,
        steps=(
            Step(title=said("Eerste gesprek", "First talk"), state=done, who=coach, on=date(2026, 11, 16)),
            Step(title=said("Tweede gesprek", "Second talk"), state=done, who=coach, on=date(2027, 1, 11)),
            Step(title=said("Startgesprek", "Start meeting"), state=done, who=team_leader, on=date(2027, 2, 8)),
            Step(
                title=said("Tussentijdse evaluatie", "Interim evaluation"),
                state=StepState.HERE,
                who=said("jij, je moeder, je begeleider", "you, your mother, your coach"),
                by=date(2027, 3, 15),
                text=said(
                    "We kijken samen wat al beter gaat en wat je nog nodig hebt. Je mag iemand meenemen.",
                    "Together we see what goes better already and what you still need. You may bring somebody.",
                ),
                needs=(
                    Need(text=said("De afspraken van 8 februari", "The agreements of 8 February"), met=True),
                    Need(text=said("Jouw eigen verhaal, kort", "Your own view, in short")),
                    Need(text=said("Een datum die iedereen kan", "A day that suits everybody")),
                ),
                action_label=said("Kies een datum", "Choose a day"),
                action_url="#drawing",
            ),
            Step(
                title=said("Extra hulp", "Extra help"), state=ahead, who=said("zorgteam", "support team"), optional=True
            ),
            Step(title=said("Eindevaluatie", "Final evaluation"), state=ahead, who=team_leader, by=date(2027, 4, 19)),
            Step(title=said("Brief met de uitkomst", "Letter with the outcome"), state=ahead),
        ),
        ending=said(
            "Gaat het goed? Dan stopt het traject en krijg je een brief.",
            "Does it go well? Then the track ends and you get a letter.",
        ),
    )


def _deviating() -> Drawing:
    return Drawing(
        name=said("Verbetertraject, te laat en anders", "Improvement track, late and different"),
        today=TODAY,
        steps=(
            Step(
                title=said("Voorstel besproken met het team", "Proposal discussed with the team"),
                state=StepState.DONE,
                who=said("onderwijsteam", "programme team"),
                on=date(2027, 1, 18),
                deviation=said(
                    "zonder adviseur, die was ziek; later bijgepraat", "without the adviser, who was ill; told later"
                ),
            ),
            Step(title=said("Extra hulp", "Extra help"), state=StepState.SKIPPED, optional=True),
            Step(
                title=said("Handtekeningen", "Signatures"),
                state=StepState.HERE,
                who=said("student, moeder, teamleider", "student, mother, team leader"),
                by=date(2027, 2, 26),
                needs=(
                    Need(text=said("Handtekening van de student", "Signature of the student"), met=True),
                    Need(text=said("Handtekening van de moeder", "Signature of the mother")),
                ),
            ),
            Step(title=said("Eindevaluatie", "Final evaluation"), state=StepState.AHEAD, by=date(2027, 4, 19)),
        ),
    )


def _finished() -> Drawing:
    return Drawing(
        name=said("Overstap naar een andere opleiding", "Transfer to another programme"),
        today=TODAY,
        steps=(
            Step(title=said("Gesprek", "Talk"), state=StepState.DONE, on=date(2026, 10, 1)),
            Step(title=said("Meelopen", "Taster day"), state=StepState.DONE, on=date(2026, 10, 20)),
            Step(title=said("Overgedragen", "Handed over"), state=StepState.DONE, on=date(2026, 11, 2)),
        ),
        ending=said("Klaar: Noor is begonnen.", "Done: Noor has begun."),
    )


def _confirmation() -> Confirmation:
    return Confirmation(
        title=said("Verbetertraject starten?", "Start the improvement track?"),
        text=said(
            "Ousmane en zijn moeder krijgen bericht dat er iets voor hen klaarstaat.",
            "Ousmane and his mother are told that something waits for them.",
        ),
        action_label=said("Ja, start het traject", "Yes, start the track"),
        back_url="/design/",
        facts=(
            Fact(label=said("Student", "Student"), value="Ousmane Dembélé-Hendrickx"),
            Fact(
                label=said("Startgesprek", "Start meeting"), value=said("maandag 8 maart 2027", "Monday 8 March 2027")
            ),
        ),
    )


def _weeks() -> tuple[Week, ...]:
    amounts: tuple[float | None, ...] = (
        0,
        0,
        2,
        0,
        4,
        12,
        0,
        None,
        3,
        0,
        0,
        6,
        17,
        1,
        0,
        0,
        None,
        None,
        0,
        2,
        0,
        0,
        0,
        8,
    )
    begins = date(2026, 8, 31)
    return tuple(
        Week(
            number=(begins + timedelta(weeks=at)).isocalendar().week, begins=begins + timedelta(weeks=at), amount=amount
        )
        for at, amount in enumerate(amounts)
    )


class SampleForm(forms.Form):
    """Every kind of field."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ratings = [(Rating.GREEN, said("op schema", "on schedule")), (Rating.AMBER, said("aandacht", "attention"))]
        self.fields.update(
            {
                "name": forms.CharField(
                    label=said("Onderwerp", "Subject"), help_text=said("In een paar woorden.", "In a few words.")
                ),
                "day": DayField(label=said("Dag van het gesprek", "Day of the talk"), latest=TODAY),
                "kind": forms.ChoiceField(
                    label=said("Soort gesprek", "Kind of talk"),
                    choices=choices_of(("progress", said("Voortgangsgesprek", "Progress talk")), ("exit", "Exit")),
                ),
                "rating": forms.ChoiceField(
                    label=said("Hoe gaat het?", "How does it go?"),
                    choices=[*ratings, (Rating.RED, said("zorg", "concern"))],
                    widget=RatingChoice,
                ),
                "wellbeing": forms.ChoiceField(
                    label=said("Wie stelde het gesprek voor?", "Who proposed the talk?"),
                    choices=[("student", "Student"), ("coach", said("Begeleider", "Coach"))],
                    widget=forms.RadioSelect,
                ),
                "present": forms.MultipleChoiceField(
                    label=said("Wie waren erbij?", "Who were there?"),
                    choices=[("m", "Fatima Dembélé"), ("t", "Bram Terpstra")],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                ),
                "report": forms.CharField(
                    label=said("Verslag", "Report"),
                    help_text=said(
                        "Begin met wat goed gaat. De student leest dit mee.",
                        "Begin with what goes well. The student reads this too.",
                    ),
                    widget=forms.Textarea,
                ),
                "send": forms.BooleanField(
                    label=said(
                        "Laat de student weten dat het verslag klaarstaat", "Tell the student the report is there"
                    ),
                    required=False,
                ),
            }
        )


class FilterForm(forms.Form):
    """A filter bar's fields."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["search"] = forms.CharField(
            label=said("Zoek op naam of nummer", "Search by name or number"),
            required=False,
            widget=forms.TextInput(attrs={"type": "search"}),
        )
        self.fields["group"] = forms.ChoiceField(
            label=said("Klas", "Class"),
            choices=[("", said("Alle klassen", "All classes")), ("2b", "2B")],
            required=False,
        )
