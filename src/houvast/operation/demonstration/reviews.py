"""A teacher student's progress reviews, what was seen of her behaviour, and a talk with the student counsellor."""

from datetime import date, timedelta

from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.workplace.actions.behaviour import ObservationDraft, note_observation, talk_over
from houvast.workplace.actions.counselling import ask_visit, close_visit, plan_visit, write_advice
from houvast.workplace.actions.reviews import (
    FilledDraft,
    PreparationDraft,
    Seen,
    conclude,
    fill_in,
    plan_review,
    prepare,
    sign,
)
from houvast.workplace.models import CounsellorVisit, Observation, ProgressReview
from houvast.workplace.queries.places import triad_of
from houvast.workplace.review_form import CODES, Side

EARLIER = "gaaggaggagrggg"
LATER = "ggaggaggggaggg"
"""The colours of two reviews in the order of the form: g green, a amber, r red."""
COLOURS = {"g": "green", "a": "amber", "r": "red"}


def tell_reviews(teller: Teller, student: Person) -> None:
    """Two finished reviews and one that is being prepared; each on the day on which it would have happened."""
    today = teller.school.today
    _finished(student, today - timedelta(days=150), EARLIER, "amber")
    _finished(student, today - timedelta(days=60), LATER, "green")
    triad = triad_of(student, today)
    assert triad is not None
    educator = triad.institute_educator
    assert educator is not None
    plan_review(student=student, by=Viewer(educator, today), planned_on=today + timedelta(days=10), way="apart")
    _behaviour(student, educator, today)
    _counsellor(teller, student, today)


def _finished(student: Person, on: date, colours: str, colour: str) -> None:
    with clock.set_to(on):
        at, own = clock.now(), Viewer(student, on)
        triad = triad_of(student, on)
        assert triad is not None
        guide = Viewer(triad.supervisor or triad.school_educator or student, on)
        review = plan_review(student=student, by=own, planned_on=on, way=ProgressReview.Way.TOGETHER)
        draft = PreparationDraft(
            guide_read=True,
            portfolio="https://portfolio.example/mila",
            learning_questions="Hoe houd ik aandacht in de laatste tien minuten?",
            with_credits=False,
        )
        prepare(review=review, by=own, draft=draft, seen_revision=review.revision, at=at)
        filled = FilledDraft(
            colours={code: COLOURS[one] for code, one in zip(CODES, colours, strict=True)},
            remarks={"d1": "Vraagt zelf om feedback na een les."},
            held_on=on,
            participants=f"{student.name}, {guide.person.name}",
            filled_in_by=guide.person.name,
            progress_agreements="Het lesplan komt een dag van tevoren; de werkplekbegeleider reageert dezelfde dag.",
            development_agreements="Samen twee lessen voorbereiden met een activerende afsluiting.",
        )
        fill_in(
            review=review, by=guide, side=Side.TOGETHER, draft=filled, seen=Seen(revision=review.revision, values={})
        )
        why = "De afspraken zijn haalbaar en de klas gaat vooruit."
        conclude(
            review=review, by=guide, colour=colour, why=why, leave_open=False, seen_revision=review.revision, at=at
        )
        sign(review=review, by=own, answer="agree", remark="", at=at)


def _behaviour(student: Person, educator: Person, today: date) -> None:
    by, at = Viewer(educator, today), clock.now()
    seen = (
        ("contact", Observation.Kind.GOES_WELL, "Een stille leerling kwam na de les uit zichzelf met een vraag."),
        ("preparation", Observation.Kind.ATTENTION, "Bij twee van de vijf lessen kwam het lesplan na de les."),
    )
    for item, kind, fact in seen:
        draft = ObservationDraft(item=item, kind=kind, seen_on=today - timedelta(days=6), fact=fact)
        one = note_observation(student=student, by=by, draft=draft, at=at)
    talk_over(
        observation=one,
        by=by,
        on=today - timedelta(days=4),
        own_view="Ik had twee toetsen in dezelfde week.",
        agreed="Een drukke week meld ik vooraf.",
        seen_revision=one.revision,
        at=at,
    )


def _counsellor(teller: Teller, student: Person, today: date) -> None:
    school = teller.school
    counsellor = school.staff("Dunya", "", "Demir", RoleAssignment.Role.STUDENT_COUNSELLOR, None)
    by, at = Viewer(counsellor, today), clock.now()
    visit = ask_visit(student=student, by=Viewer(student, today), about="", at=at)
    plan_visit(visit=visit, by=by, planned_at=at, place="K1.02", seen_revision=visit.revision, at=at)
    held = CounsellorVisit.State.HELD
    close_visit(visit=visit, by=by, state=held, on=today, seen_revision=visit.revision)
    write_advice(
        student=student,
        by=by,
        kind="extension",
        text="Een half jaar extra om de stage rustig af te ronden.",
        at=at,
    )
    teller.account(
        counsellor,
        "Studentendecaan: een eigen dossier dat niemand anders opent, en advies dat de student vrijgeeft.",
        "Student counsellor: a file that nobody else opens, and advice that the student releases.",
    )
