"""One student: what is due, what happened, and who is around; each part for who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from houvast.attendance.actions.sickness import may_report
from houvast.attendance.models import AbsenceTotal
from houvast.attendance.queries import totals_of
from houvast.core.access.words import Action, Data
from houvast.desk.links import address_of
from houvast.desk.queries import alerting, tasks
from houvast.desk.queries.around import around, at_school
from houvast.desk.queries.asked import own_questions, questions
from houvast.desk.words import hours_in_words, waiting_in_words
from houvast.documents.queries import letters_of
from houvast.education import queries as education
from houvast.guidance import pages as guidance
from houvast.guidance.queries import open_agreements_of
from houvast.handover.pages import asked_rows, guardian_rows, handover_rows
from houvast.handover.queries import handovers_of
from houvast.people.prepared import asked_ahead
from houvast.plan.queries import due as plan_due
from houvast.privacy import door
from houvast.privacy.children import represents
from houvast.transfer.queries.old_school import has_old_school
from houvast.transfer.queries.reach import has_own_way
from houvast.web.addresses import addresses
from houvast.web.components import Entry, Fact, Link, Row
from houvast.web.days import long_day
from houvast.workplace.queries.own import own_work

if TYPE_CHECKING:
    from datetime import date

    from houvast.attendance.queries import TotalRow
    from houvast.cases.rows import CaseRow
    from houvast.documents.queries import LetterRow
    from houvast.education.queries import EnrolmentRow
    from houvast.people.models import Person
    from houvast.people.viewer import Viewer

TIMELINE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The timeline as shown, newest first, and whether there is more of it."""

    entries: tuple[Entry, ...]
    has_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Everything the folders below have about one student that this viewer may see, read once."""

    guidance: guidance.Part
    education: education.Part
    cases: tuple[CaseRow, ...]
    case_entries: tuple[Entry, ...]

    def line(self, *, everything: bool) -> Line:
        """One line through talks, agreements, results, moves, cases and letters."""
        entries = sorted(
            (*self.guidance.entries, *self.education.entries, *self.case_entries),
            key=lambda entry: entry.on,
            reverse=True,
        )
        shown = entries if everything else entries[:TIMELINE]
        return Line(entries=tuple(shown), has_more=len(shown) < len(entries))


def read(student: Person, viewer: Viewer) -> Read:
    """Gather what there is about a student."""
    cases = tasks.open_cases_of(student, viewer)
    return Read(
        guidance=guidance.part_of(student, viewer),
        education=education.part_of(student, viewer),
        cases=cases,
        case_entries=tasks.timeline_rows(student, viewer, cases) if cases else (),
    )


def facts_of(student: Person, viewer: Viewer, running: tuple[EnrolmentRow, ...]) -> tuple[Fact, ...]:
    """What is known of the student beside the name; `running` are the enrolments the viewer may see."""
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
    facts += [Fact(label=gettext("Programme"), value=_programme(enrolment)) for enrolment in running]
    facts += [
        Fact(label=_absence_label(total), value=hours_in_words(total.hours)) for total in totals_of(student, viewer)
    ]
    return tuple(facts)


def _programme(enrolment: EnrolmentRow) -> str:
    level = gettext("level %(level)s") % {"level": enrolment.level} if enrolment.level else ""
    return ", ".join(part for part in (enrolment.programme, level, enrolment.pathway) if part)


def _absence_label(total: TotalRow) -> str:
    named = {
        AbsenceTotal.Kind.AUTHORISED: gettext("Authorised absence %(year)s"),
        AbsenceTotal.Kind.UNAUTHORISED: gettext("Unauthorised absence %(year)s"),
    }
    return named[AbsenceTotal.Kind(total.kind)] % {"year": total.school_year}


def student_page(student: Person, viewer: Viewer, *, everything: bool) -> dict[str, Any]:
    """The context of a student's page for staff, partners and trusted persons."""
    with asked_ahead(questions(student, viewer)):
        return _student_page(student, viewer, everything=everything)


def _student_page(student: Person, viewer: Viewer, *, everything: bool) -> dict[str, Any]:
    found = read(student, viewer)
    line = found.line(everything=everything)
    due = sorted(
        (
            *(tasks.tasks_about(student, viewer) if found.cases else ()),
            *found.guidance.due,
            *plan_due.due_rows(student, viewer),
        ),
        key=lambda row: (row.due is None, row.due or viewer.day),
    )
    sees_talks = door.may(viewer, student, Data.TALKS)
    records = door.may(viewer, student, Data.TALKS, Action.RECORD)
    proposes = door.may(viewer, student, Data.CASES, Action.RECORD)
    return {
        "student": student,
        "lead": _lead(student, due, found.guidance.seen_on, viewer, sees_talks=sees_talks),
        "due": due,
        "line": line,
        "shows_line": any(door.may(viewer, student, data) for data in ON_THE_LINE),
        "back": Link(label=gettext("My students"), url=reverse("students"))
        if viewer.roles
        else Link(label=gettext("Start"), url=reverse("start")),
        "everything_url": f"?all=1#{ANCHOR}" if line.has_more else "",
        "around": around(student, viewer),
        "at_school": at_school(student, viewer),
        "facts": facts_of(student, viewer, found.education.running),
        "cases": found.cases,
        "record_url": reverse("record-talk", args=(student.pk,)) if records else "",
        "notes_url": reverse("notes", args=(student.pk,)) if door.may(viewer, student, Data.WORKING_NOTES) else "",
        "procedures_url": address_of("cases:of-student", student.pk) if proposes else "",
        "alerts": alerting.about(student, viewer),
        "handovers_url": reverse("handovers", args=(student.pk,)) if door.may(viewer, student, Data.HANDOVER) else "",
        "old_school_url": reverse("ask-old-mentor", args=(student.pk,)) if has_old_school(viewer, student) else "",
        "today": viewer.day,
        "pages": pages_of(student, viewer),
        "anchor": ANCHOR,
    }


ANCHOR = "dossier"
ON_THE_LINE = (Data.TALKS, Data.RESULTS, Data.ENROLMENT, Data.CASES, Data.LETTERS)
"""Whoever may see none of these has no timeline, which is something else than an empty one."""


def _lead(student: Person, due: list[Row], seen_on: date | None, viewer: Viewer, *, sees_talks: bool) -> str:
    """The next step, in words: what is past its date, else what comes first, and when they last talked."""
    sentences = []
    if student.birth_date is None:
        sentences.append(gettext("The birth date is needed."))
    if due and due[0].due:
        first = due[0]
        late = first.due is not None and first.due < viewer.day
        template = gettext("Past its date: %(what)s.") if late else gettext("Next: %(what)s.")
        sentences.append(template % {"what": guidance.excerpt(first.name).rstrip(".")})
    if sees_talks:
        sentences.append(waiting_in_words(seen_on, viewer.day) + ".")
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)


def own_page(student: Person, viewer: Viewer) -> dict[str, Any]:
    """The context of a student's own page: where do I stand, what is asked of me, what did we agree, who helps me."""
    with asked_ahead(own_questions(student, viewer)):
        return _own_page(student, viewer)


def _own_page(student: Person, viewer: Viewer) -> dict[str, Any]:
    work = own_work(student, viewer)
    tasks_of = (*asked_rows(student), *tasks.asked_about(student, viewer), *plan_due.own_rows(student, viewer))
    asked = (*tasks_of, *work.asked)
    agreed = [guidance.shown_agreement(one, viewer, may_record=False) for one in open_agreements_of(student)]
    cases = tasks.open_cases_of(student, viewer)
    return {
        "student": student,
        "own": True,
        "asked": asked,
        "agreements": agreed,
        "handovers": handover_rows(handovers_of(student), own=True),
        "lead": _own_lead(asked, agreed),
        **_shared(student, viewer, cases, at_work=work.links),
        "at_school": at_school(student, viewer),
        "looked_url": address_of("who-looked"),
        "alerts": alerting.about(student, viewer),
        "tabs": own_tabs(student, dossier=False),
        "way_url": reverse("my-transfer") if has_own_way(viewer) else "",
    }


def own_dossier(student: Person, viewer: Viewer, *, everything: bool) -> dict[str, Any]:
    """The context of everything the school has written down, as the student reads it."""
    found = read(student, viewer)
    return {
        "student": student,
        "line": found.line(everything=everything),
        "facts": facts_of(student, viewer, found.education.running),
        "tabs": own_tabs(student, dossier=True),
    }


def child_page(student: Person, viewer: Viewer, *, everything: bool) -> dict[str, Any]:
    """The context of a child's page for a guardian: the same questions, about the child."""
    asked = (*guardian_rows(student, viewer), *tasks.asked_about(student, viewer))
    found = read(student, viewer)
    return {
        "student": student,
        "own": False,
        "asked": asked,
        "lead": _child_lead(student, asked),
        **_shared(student, viewer, found.cases),
        "facts": facts_of(student, viewer, found.education.running),
        "line": found.line(everything=everything),
    }


def _shared(
    student: Person, viewer: Viewer, cases: tuple[CaseRow, ...], *, at_work: tuple[Link, ...] = ()
) -> dict[str, Any]:
    """What the student and the guardian both see."""
    rights = tasks.rights_of(student) if cases and door.may(viewer, student, Data.CASES) else ()
    drawings = tasks.drawings_of(cases, viewer)
    return {
        "cases": [(case, drawings.get(case.id)) for case in cases],
        "letters": _own_letters(letters_of(student, viewer), viewer),
        "rights": [(right, tasks.until(right)) for right in rights],
        "around": around(student, viewer, helpers_only=True),
        "pages": pages_of(student, viewer, at_work=at_work),
        "sick_url": reverse("absence:sick", args=(student.pk,)) if may_report(viewer, student) else "",
        "today": viewer.day,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Pages about one student that belong together."""

    title: str
    links: tuple[Link, ...]


def pages_of(student: Person, viewer: Viewer, *, at_work: tuple[Link, ...] = ()) -> tuple[Pages, ...]:
    """The pages about a student that this viewer may open, in three groups, `at_work` among the first; no query."""
    goes = (
        (Data.ABSENCE, gettext("Absence"), "absence:of-student"),
        (Data.RESULTS, gettext("Progress"), "education:progress"),
        (Data.PLACEMENT, gettext("Work placement"), "placement:of-student"),
        (Data.SUCCESSES, gettext("What went well"), "successes"),
    )
    together = (
        (Data.PLAN, pgettext("of a student", "Plan"), "plan:of-student"),
        (Data.PLANNED_TALKS, gettext("Planned talks"), "appointments:planned-talks"),
        (Data.CARE_TEAM, gettext("Talking it over together"), "careteam:student"),
        (Data.ADJUSTMENT, gettext("Adjustments"), "plan:adjustments"),
    )
    own = student.pk == viewer.person.pk
    leaving = (Data.LEAVING, gettext("If I think of stopping") if own else gettext("Leaving"), "monitor:leaving")
    mine = (
        (Data.SELF_CHECK, gettext("Self-check"), "appointments:self-check"),
        (Data.NETWORK, gettext("The people around me"), "appointments:network"),
        (Data.CONTEST, gettext("I do not agree"), "helpdesk:contests"),
        leaving,
    )
    confidence = (Link(label=gettext("Talk in confidence"), url=reverse("careteam:in-confidence")),) if own else ()

    rights = (Link(label=gettext("These data and our rights"), url=reverse("child-data", args=(student.pk,))),)
    ours = rights if represents(viewer, student) else ()

    def allowed(pages: tuple[tuple[Data, str, str], ...]) -> tuple[Link, ...]:
        return tuple(
            Link(label=label, url=addresses(name)(student.pk))
            for data, label, name in pages
            if door.may(viewer, student, data)
        )

    groups = (
        Pages(title=gettext("How am I doing?") if own else gettext("How it goes"), links=(*at_work, *allowed(goes))),
        Pages(title=gettext("Working on it together"), links=(*allowed(together), *ours)),
        Pages(
            title=gettext("For myself") if own else gettext("When it ends"),
            links=(*confidence, *allowed(mine if own else (leaving,))),
        ),
    )
    return tuple(group for group in groups if group.links)


def _own_letters(letters: tuple[LetterRow, ...], viewer: Viewer) -> tuple[LetterRow, ...]:
    """A letter goes to the student and to the guardian: each sees the own copy, and all where none is."""
    own = tuple(letter for letter in letters if letter.addressee == viewer.person.name)
    return own or letters


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
