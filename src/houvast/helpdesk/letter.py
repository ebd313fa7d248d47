"""The student's letter in own words, and the proof that it was received, as values for `documents`."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from houvast.documents.blocks import Block, Heading, Paragraph, paragraphs, plain, table
from houvast.documents.letters import Addressee, Letter, Sender, Signatory, sender_of
from houvast.helpdesk.models import Contest
from houvast.helpdesk.words import BODIES, MATTERS, ROUTES
from houvast.people.clock import AMSTERDAM, day_of
from houvast.web.days import long_day


def moment(at: datetime) -> str:
    """A moment in Amsterdam, with its day and its time to the minute."""
    local = timezone.localtime(at, AMSTERDAM)
    return gettext("%(day)s at %(time)s") % {"day": long_day(local.date()), "time": date_format(local, "H:i")}


def subject_of(contest: Contest) -> str:
    """What the letter is called."""
    return {
        Contest.Route.APPEAL: gettext("Appeal"),
        Contest.Route.OBJECTION: gettext("Objection"),
        Contest.Route.COMPLAINT: gettext("Complaint"),
    }[Contest.Route(contest.route)]


def parts_of(contest: Contest) -> tuple[tuple[str, str], ...]:
    """The headings and the student's own words under them, without those left empty."""
    parts = (
        (gettext("The decision"), contest.decision),
        (gettext("What happened"), contest.happened),
        (gettext("Why I do not agree"), contest.disagree),
        (gettext("What I ask"), contest.wanted),
        (gettext("Why it is urgent"), gettext("I ask to decide on this quickly.") if contest.urgent else ""),
        (gettext("Why it is later than the last day"), contest.late),
        (gettext("Who comes along or helps me"), contest.along),
    )
    return tuple((title, text) for title, text in parts if text)


def letter_of(contest: Contest, at: datetime) -> Letter:
    """The letter to the board, in the language that is active."""
    student = contest.student
    blocks: list[Block] = [Paragraph(line=plain(_opening(contest)))]
    for title, text in parts_of(contest):
        blocks += [Heading(level=2, line=plain(title)), *paragraphs(text)]
    organisation = contest.organisation
    return Letter(
        sender=Sender(name=student.name),
        addressee=Addressee(name=str(BODIES[contest.route])[:1].upper() + str(BODIES[contest.route])[1:],
                            lines=(organisation.name,)),
        dated_on=day_of(at),
        subject=subject_of(contest),
        reference=contest.pk.hex[-12:],
        blocks=tuple(blocks),
        signatories=(
            Signatory(
                name=student.name,
                role=gettext("student"),
                remark=gettext("Handed in with Houvast on %(moment)s.") % {"moment": moment(at)},
            ),
        ),
    )  # fmt: skip


def _opening(contest: Contest) -> str:
    matter = str(MATTERS[contest.matter]).lower()
    if contest.notified_on is None:
        return gettext("I write to you about this: %(matter)s.") % {"matter": matter}
    return gettext("I write to you about this: %(matter)s. I heard it on %(day)s.") % {
        "matter": matter,
        "day": long_day(contest.notified_on),
    }


def receipt_of(contest: Contest, letter_hash: str, at: datetime, decided_by: date | None) -> Letter:
    """The proof of receipt, in the language that is active."""
    organisation = contest.organisation
    facts = [
        (gettext("What"), str(ROUTES[contest.route]).capitalize()),
        (gettext("Handed in by"), contest.student.name),
        (gettext("For"), str(BODIES[contest.route])),
        (gettext("Received"), moment(at)),
        (gettext("Last day"), long_day(contest.last_day) if contest.last_day else gettext("no term runs")),
        (gettext("In time"), in_time_word(contest, at)),
        (gettext("Reference"), contest.pk.hex[-12:]),
        (gettext("Seal of the letter"), letter_hash),
    ]
    if decided_by:
        facts.insert(6, (gettext("A decision by"), long_day(decided_by)))
    return Letter(
        sender=sender_of(organisation),
        addressee=Addressee(name=contest.student.name),
        dated_on=day_of(at),
        subject=gettext("Proof of receipt"),
        reference=contest.pk.hex[-12:],
        blocks=(
            Paragraph(line=plain(gettext("Your letter was received. Keep this proof."))),
            table((gettext("About"), gettext("What")), facts),
            Paragraph(
                line=plain(
                    gettext(
                        "The seal is a number made of the letter as it was handed in. "
                        "When one sign of the letter changes, the number changes too."
                    )
                )
            ),
        ),
    )


def in_time_word(contest: Contest, at: datetime) -> str:
    """Whether the letter came in time; what is too late is judged by the board."""
    if contest.last_day is None:
        return gettext("no term runs")
    if is_in_time(contest, at):
        return gettext("yes")
    return gettext("after the last day: the board judges whether that can be excused")


def is_in_time(contest: Contest, at: datetime) -> bool:
    """The day of receipt in Amsterdam decides (WEB art. 7.5.1)."""
    return contest.last_day is None or day_of(at) <= contest.last_day
