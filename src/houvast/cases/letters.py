"""Letters that a log brings about: their text from the pack, filled with what the case knows, kept once for each
reader.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language, gettext, override

from houvast.cases.letter_said import (
    DAYS,
    agreements_said,
    day_said,
    decision_said,
    helper_said,
    last_with,
    own_reasons,
    recorded_said,
)
from houvast.cases.models import Case, CaseLetter
from houvast.cases.rights import contest_body, contest_term
from houvast.cases.roles import holders, role_name
from houvast.core.procedure.pack import ActKind, Pack
from houvast.core.procedure.pack import Letter as PackLetter
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import LetterDue, State
from houvast.documents.actions import store_letter
from houvast.documents.blocks import GAP, blocks_from_text, route_apart
from houvast.documents.letters import Addressee, Letter, Rights, Signatory, sender_of
from houvast.education.models import Enrolment
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.web.days import long_day

KNOWN_LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A letter that was kept for a reader, so that a mail can say that it is there."""

    letter: CaseLetter
    recipient: Person


def send(case: Case, pack: Pack, state: State, due: Iterable[LetterDue], by: Viewer, at: datetime) -> tuple[Sent, ...]:
    """Make and keep each of these letters for everybody it is for; what was sent before is left alone."""
    sent: list[Sent] = []
    for letter in due:
        for role in letter.to:
            for reader in holders(case.student, role, by.day, case):
                if CaseLetter.objects.filter(case=case, key=letter.key, recipient=reader).exists():
                    continue
                sent.append(_send_to(case, pack, state, letter, reader, by, at))
    return tuple(sent)


def _send_to(case: Case, pack: Pack, state: State, due: LetterDue, reader: Person, by: Viewer, at: datetime) -> Sent:
    language = reader.language if reader.language in KNOWN_LANGUAGES else KNOWN_LANGUAGES[0]
    words = pack.letters[due.letter]
    with override(language):
        letter = compose(case, pack, state, due, reader, language)
    document = store_letter(
        student=case.student,
        kind=due.letter,
        key=f"case/{case.pk}/{due.key}/{reader.pk}",
        letter=letter,
        language=language,
        addressee=reader,
        by=by,
        at=at,
    )
    kept = CaseLetter.objects.create(
        organisation_id=case.organisation_id,
        case=case,
        key=due.key,
        recipient=reader,
        document_id=document.pk,
        title_nl=words.title.nl[:200],
        title_en=words.title.en[:200],
        sent_on=due.on,
    )
    return Sent(letter=kept, recipient=reader)


def compose(case: Case, pack: Pack, state: State, due: LetterDue, reader: Person, language: str) -> Letter:
    """The letter as plain values, in the language that is active. Placeholders become text, never markup."""
    words = pack.letters[due.letter]
    values = placeholders(case, pack, state, due.on, due.letter)
    body = told(words.body.in_(language), values)
    body, route = route_apart(body) if words.contests and pack.contest else (body, "")
    organisation = case.student.organisation
    signer = _signer(case, state, due, words)
    signs = Signatory(name=signer.name if signer else organisation.name, role=role_name(words.signed_by, language))
    return Letter(
        sender=sender_of(organisation),
        addressee=Addressee(name=reader.name, lines=_copy_line(case, due, reader)),
        dated_on=due.on,
        subject=words.title.in_(language),
        reference=str(case.pk)[-12:],
        blocks=blocks_from_text(CLOSING_NAME.sub("", body), values),
        signatories=(signs,),
        rights=_rights(pack, words, due.on, values, route, language),
    )


def _copy_line(case: Case, due: LetterDue, reader: Person) -> tuple[str, ...]:
    """Says under another reader's name that the letter is the student's, where it went to the student too."""
    if reader == case.student or Role.STUDENT not in due.to:
        return ()
    return (gettext("A copy of the letter to %(name)s") % {"name": case.student.name},)


def draft(case: Case, pack: Pack, state: State, letter: str, on: date, language: str) -> str:
    """The text of a letter as it would be sent on this day, to read before it is sent."""
    values = placeholders(case, pack, state, on, letter)
    return GAP.sub(lambda gap: values.get(gap[1], gap[0]), told(pack.letters[letter].body.in_(language), values))


CLOSING_NAME = re.compile(r"\n\{[a-z_]+\}\s*$")
"""The name under the greeting at the end: the signature says who signs, and as what."""
_WORDS = r"(?:\{[^{}\n]*\}|[^{}.!?\n])*"


def told(body: str, values: Mapping[str, str]) -> str:
    """The text without the sentences that name what was left empty: "Why:" with nothing behind it says nothing."""
    for gap in GAP.findall(body):
        if values.get(gap) == "":
            body = re.sub(rf"{_WORDS}\{{{re.escape(gap)}\}}{_WORDS}[.!?]?", "", body)
    return body


def _signer(case: Case, state: State, due: LetterDue, words: PackLetter) -> Person | None:
    """Who signs: the person who did the act in that role, else who has the role in the case."""
    wrote = next((one for one in state.instances.get(due.act, ()) if one.role == words.signed_by.value), None)
    if wrote is not None:
        return Person.objects.filter(pk=wrote.by).first()
    return next(iter(holders(case.student, words.signed_by, due.on, case)), None)


def _rights(
    pack: Pack, words: PackLetter, on: date, values: Mapping[str, str], route: str, language: str
) -> Rights | None:
    """What the letter itself says of contesting, else what the procedure says."""
    if not words.contests or pack.contest is None:
        return None
    last_day, _source = contest_term(pack, on, on=on)
    return Rights(blocks=blocks_from_text(route or pack.contest.text.in_(language), values), last_day=last_day)


def placeholders(case: Case, pack: Pack, state: State, on: date, letter: str) -> dict[str, str]:
    """Everything a letter may name; what is not known is said to be so, never left as a hole.

    `reasons` are those of whoever decided, `consent_reasons` those of whoever consented to it: two persons, two texts.
    """
    student = case.student
    enrolment = Enrolment.objects.filter(student=student).select_related("programme").order_by("-starts_on").first()
    people = {
        role: _first(case, role, on) for role in (Role.COACH, Role.TEAM_LEADER, Role.COLLEGE_DIRECTOR, Role.PARTNER)
    }
    values = {
        "student_name": student.name,
        "student_first_name": student.given_name or student.name,
        "student_number": student.number,
        "programme": enrolment.programme.name if enrolment else gettext("your programme"),
        "institution": student.organisation.name,
        "coach": people[Role.COACH],
        "team_leader": people[Role.TEAM_LEADER],
        "college_director": people[Role.COLLEGE_DIRECTOR],
        "partner": people[Role.PARTNER] or helper_said(state),
        "contact": people[Role.COACH] or people[Role.TEAM_LEADER] or student.organisation.name,
        "today": long_day(on),
        "case_opened_on": long_day(case.opened_on),
        "school_address": ", ".join((student.organisation.name, *student.organisation.postal_address.splitlines())),
        "appeal_body": contest_body(pack),
        "appeal_last_day": long_day(contest_term(pack, on, on=on)[0]) if pack.contest else "",
        "decision": decision_said(pack, state, get_language() or KNOWN_LANGUAGES[0]),
        "decision_day": "",
        "agreements": agreements_said(pack, state, letter),
    }
    reasons = last_with(state, "reasons")
    values |= {gap: long_day(day_said(state, gap)) or gettext("a day still to be agreed") for gap in DAYS}
    recorded = recorded_said(pack, state, letter)
    decided, consented = _reasons(pack, state, consent=False), _reasons(pack, state, consent=True)
    values["reasons"] = own_reasons(pack, state, letter) or decided or consented
    values["consent_reasons"] = consented
    if reasons is not None:
        values["decision_day"] = long_day(reasons.on)
    known = {
        name: value if name in MAY_BE_EMPTY else value or gettext("(not known yet)") for name, value in values.items()
    }
    return known | recorded


MAY_BE_EMPTY = frozenset({"reasons", "consent_reasons"})


def _reasons(pack: Pack, state: State, *, consent: bool) -> str:
    """The reasons last given with a consent, or with anything else; empty when none were given."""
    found = [
        one
        for times in state.instances.values()
        for one in times
        if one.data.get("reasons") and one.act in pack.acts and (pack.acts[one.act].kind is ActKind.CONSENT) is consent
    ]
    latest = max(found, key=lambda one: one.seq, default=None)
    return str(latest.data["reasons"]) if latest else ""


def _first(case: Case, role: Role, on: date) -> str:
    return next((person.name for person in holders(case.student, role, on, case)), "")
