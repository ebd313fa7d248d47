"""One student: what is due, what happened, and who is around; each part for who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from houvast.attendance.models import AbsenceTotal
from houvast.attendance.queries import totals_of
from houvast.core.access.words import Action, Data
from houvast.desk.links import address_of
from houvast.desk.queries import tasks
from houvast.desk.queries.around import around
from houvast.desk.words import hours_in_words, waiting_in_words
from houvast.education import queries as education
from houvast.guidance import pages as guidance
from houvast.guidance.models import Contact
from houvast.guidance.queries import notes_of, open_agreements_of
from houvast.privacy import door
from houvast.web.components import Entry, Fact, Link, Row
from houvast.web.days import long_day

if TYPE_CHECKING:
    from houvast.people.models import Person
    from houvast.people.viewer import Viewer

TIMELINE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The timeline as shown, newest first, and whether there is more of it."""

    entries: tuple[Entry, ...]
    has_more: bool


def timeline(student: Person, viewer: Viewer, *, everything: bool = False) -> Line:
    """One line through everything this viewer may see: talks, agreements, results, moves, cases, letters."""
    entries = sorted(
        (
            *guidance.timeline_rows(student, viewer),
            *education.timeline_rows(student, viewer),
            *tasks.timeline_rows(student, viewer),
        ),
        key=lambda entry: entry.on,
        reverse=True,
    )
    shown = entries if everything else entries[:TIMELINE]
    return Line(entries=tuple(shown), has_more=len(shown) < len(entries))


def due_rows(student: Person, viewer: Viewer) -> tuple[Row, ...]:
    """Tasks of procedures and open agreements, first due first."""
    rows = (*tasks.tasks_about(student, viewer), *guidance.due_rows(student, viewer))
    return tuple(sorted(rows, key=lambda row: (row.due is None, row.due or viewer.day)))


def facts_of(student: Person, viewer: Viewer) -> tuple[Fact, ...]:
    """What is known of the student beside the name."""
    facts = []
    if student.number:
        facts.append(Fact(label=gettext("Student number"), value=student.number))
    if door.may(viewer, student, Data.CONTACT):
        born = long_day(student.birth_date) if student.birth_date else gettext("not known yet")
        facts.append(Fact(label=gettext("Birth date"), value=born))
        facts += [
            Fact(label=label, value=value)
            for label, value in ((gettext("Mail"), student.email), (gettext("Phone"), student.phone))
            if value
        ]
    if door.may(viewer, student, Data.ENROLMENT):
        for enrolment in education.enrolments_of(student):
            if enrolment.ends_on is None or enrolment.ends_on >= viewer.day:
                facts.append(Fact(label=gettext("Programme"), value=_programme(enrolment)))
    facts += [
        Fact(label=_absence_label(total), value=hours_in_words(total.hours)) for total in totals_of(student, viewer)
    ]
    return tuple(facts)


def _programme(enrolment: Any) -> str:
    programme = enrolment.programme
    level = gettext("level %(level)s") % {"level": programme.level} if programme.level else ""
    return ", ".join(part for part in (programme.name, level, enrolment.pathway) if part)


def _absence_label(total: AbsenceTotal) -> str:
    named = {
        AbsenceTotal.Kind.AUTHORISED: gettext("Authorised absence %(year)s"),
        AbsenceTotal.Kind.UNAUTHORISED: gettext("Unauthorised absence %(year)s"),
    }
    return named[AbsenceTotal.Kind(total.kind)] % {"year": total.school_year}


def student_page(student: Person, viewer: Viewer, *, everything: bool) -> dict[str, Any]:
    """The context of a student's page for staff, partners and trusted persons."""
    line = timeline(student, viewer, everything=everything)
    due = due_rows(student, viewer)
    sees_talks = door.may(viewer, student, Data.TALKS)
    records = door.may(viewer, student, Data.TALKS, Action.RECORD)
    contact = Contact.objects.filter(student=student).first() if sees_talks else None
    return {
        "student": student,
        "lead": _lead(student, due, contact, viewer, sees_talks=sees_talks),
        "due": due,
        "line": line,
        "everything_url": f"?all=1#{ANCHOR}" if line.has_more else "",
        "around": around(student, viewer),
        "facts": facts_of(student, viewer),
        "cases": tasks.open_cases_of(student, viewer),
        "record_url": reverse("record-talk", args=(student.pk,)) if records else "",
        "notes_url": reverse("notes", args=(student.pk,)) if door.may(viewer, student, Data.WORKING_NOTES) else "",
        "notes": len(notes_of(viewer, student)),
        "procedures_url": address_of("cases:available", student.pk)
        if door.may(viewer, student, Data.CASES, Action.RECORD)
        else "",
        "today": viewer.day,
        "anchor": ANCHOR,
    }


ANCHOR = "dossier"


def _lead(student: Person, due: tuple[Row, ...], contact: Contact | None, viewer: Viewer, *, sees_talks: bool) -> str:
    """The next step, in words: what is past its date, else what comes first, else when they last talked."""
    sentences = []
    if student.birth_date is None:
        sentences.append(gettext("The birth date is needed."))
    if due and due[0].due:
        first = due[0]
        late = first.due is not None and first.due < viewer.day
        template = gettext("Past its date: %(what)s.") if late else gettext("Next: %(what)s.")
        sentences.append(template % {"what": guidance.excerpt(first.name).rstrip(".")})
    if sees_talks:
        sentences.append(waiting_in_words(contact.latest_talk_on if contact else None, viewer.day) + ".")
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)


def own_page(student: Person, viewer: Viewer) -> dict[str, Any]:
    """The context of a student's own page: where do I stand, what is asked of me, what did we agree, who helps me."""
    asked = tasks.asked_about(student, viewer)
    agreed = [guidance.shown_agreement(one, viewer, may_record=False) for one in open_agreements_of(student)]
    return {
        "student": student,
        "own": True,
        "asked": asked,
        "agreements": agreed,
        "lead": _own_lead(asked, agreed),
        **_shared(student, viewer),
        "looked_url": address_of("who-looked"),
    }


def child_page(student: Person, viewer: Viewer) -> dict[str, Any]:
    """The context of a child's page for a guardian: the same questions, about the child."""
    asked = tasks.asked_about(student, viewer)
    return {
        "student": student,
        "own": False,
        "asked": asked,
        "agreements": [],
        "lead": _child_lead(student, asked),
        **_shared(student, viewer),
        "facts": facts_of(student, viewer),
    }


def _shared(student: Person, viewer: Viewer) -> dict[str, Any]:
    """What the student and the guardian both see."""
    rows = tasks.timeline_rows(student, viewer)
    return {
        "cases": tasks.open_cases_of(student, viewer),
        "letters": [row for row in rows if row.kind.value == "letter"],
        "rights": [(right, tasks.until(right)) for right in tasks.rights_of(student)]
        if door.may(viewer, student, Data.CASES)
        else [],
        "around": around(student, viewer, helpers_only=True),
        "today": viewer.day,
    }


def _own_lead(asked: tuple[Row, ...], agreed: list[guidance.ShownAgreement]) -> str:
    if asked:
        return gettext("There is something for you to do. You find it below, with who can help you.")
    if any(one.may_say_done for one in agreed):
        return gettext("You have agreements to keep. Nothing else is asked of you now.")
    return gettext("Nothing is asked of you now. Nice.")


def _child_lead(student: Person, asked: tuple[Row, ...]) -> str:
    if asked:
        return gettext("Something is asked of you as the parent or guardian of %(name)s.") % {"name": student.name}
    return gettext("Nothing is asked of you now.")


def own_tabs(student: Person, *, dossier: bool) -> tuple[Link, ...]:
    """My page and my dossier."""
    here = reverse("student", args=(student.pk,))
    return (
        Link(label=gettext("Where do I stand?"), url=reverse("start"), current=not dossier),
        Link(label=gettext("My dossier"), url=here, current=dossier),
    )
