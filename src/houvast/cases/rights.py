"""The rights of a student in and after a procedure, each with its last day where the law gives one."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext

from houvast import lawbook
from houvast.cases.models import Case
from houvast.cases.pinned import pack_of
from houvast.cases.rows import RightRow
from houvast.core.law.errors import QuestionError
from houvast.core.procedure.pack import Education, Pack
from houvast.people.clock import today
from houvast.people.models import Person

MATTER = {"appeal": "study_advice", "objection": "other_decision", "complaint": "treatment"}
SHOWN_AFTER_END = timedelta(days=60)
"""An ended case is shown with its rights so long: longer than any term of objection."""


def rights_in(student: Person, language: str) -> tuple[RightRow, ...]:
    """The rights in every case that runs or ended lately."""
    day = today()
    cases = Case.objects.filter(student=student).select_related("pack_version").order_by("-opened_on", "pk")
    shown = [case for case in cases if case.closed_on is None or case.closed_on + SHOWN_AFTER_END >= day]
    return tuple(row for case in shown for row in case_rights(case, pack_of(case.pack_version), language))


def case_rights(case: Case, pack: Pack, language: str) -> Iterator[RightRow]:
    """What the pack tells the student about rights, and the route to contest with its last day."""
    url = reverse("cases:case", args=(case.pk,))
    for text in pack.rights:
        yield RightRow(text=text.in_(language), until=None, source=pack.title.in_(language), is_law=False, url=url)
    if pack.contest is None:
        return
    notified = _notified_on(case)
    until, source = contest_term(pack, notified, on=today())
    yield RightRow(text=pack.contest.text.in_(language), until=until, source=source, is_law=bool(source), url=url)


def contest_term(pack: Pack, notified_on: date | None, *, on: date) -> tuple[date | None, str]:
    """The last day to contest what this procedure decides and the article, by the rules of law.

    Nothing where no term runs (yet), and where no rule is written: for the court, and for hbo alone, whose law (WHW)
    has terms of its own that the text of the procedure tells.
    """
    matter = MATTER.get(pack.contest.route) if pack.contest is not None else None
    if matter is None or pack.education == (Education.HBO,):
        return None, ""
    try:
        answer = lawbook.ask("legal-protection", {"matter": matter, "notified_on": notified_on}, on=on)
    except QuestionError:
        return None, ""
    source = answer.because[0].source
    until = answer.outcome.get("last_day")
    if isinstance(until, str):
        until = date.fromisoformat(until)
    return until if isinstance(until, date) else None, source


def contest_body(pack: Pack) -> str:
    """At whom the student contests what this procedure decides, in the language that is active."""
    match pack.contest.route if pack.contest is not None else "":
        case "appeal" if pack.education == (Education.HBO,):
            return gettext("the appeals board for examinations of the institution")
        case "appeal":
            return gettext("the appeals board")
        case "complaint":
            return gettext("the complaints committee")
        case "court":
            return gettext("the court")
        case _:
            return gettext("the school")


def _notified_on(case: Case) -> date | None:
    """The day on which the end of the case was made known: the day of its last letter, else of its end."""
    letter = case.letters.order_by("-sent_on").values_list("sent_on", flat=True).first()
    return (letter or case.closed_on) if case.status == Case.Status.ENDED else None
