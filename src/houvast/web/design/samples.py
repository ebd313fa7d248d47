"""Invented people and cases for the page of components, in every state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from houvast.web.components import (
    Account,
    Around,
    Bar,
    Column,
    Confirmation,
    Entry,
    EntryKind,
    Fact,
    Institution,
    Link,
    Rating,
    Row,
    Signature,
    SignatureState,
    Term,
    Week,
    WhatIf,
)
from houvast.web.design.drawings import deviating, finished, running
from houvast.web.design.words import TODAY, said


def frame() -> dict[str, Any]:
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


def samples() -> dict[str, Any]:
    return {
        "rows": _rows(),
        "columns": _columns(),
        "table": _table(),
        "facts": _facts(),
        "entries": _entries(),
        "around": _around(),
        "terms": _terms(),
        "signed": _signed(),
        "drawings": (running(), deviating(), finished()),
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
        ("Software developer", "1.204", "31", "Bram Terpstra, Hatice Yildirim Çelik"),
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
