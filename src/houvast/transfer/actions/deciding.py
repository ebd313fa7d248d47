"""The placement decision: asks the admission rule, and a refusal needs one of the grounds that it finds.

The rule says what the law allows; a person decides, in own words. What a pupil needs is no fact of it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import get_language, gettext

from houvast import lawbook
from houvast.core.access.words import Action
from houvast.core.calendar import school_year_named
from houvast.core.law.answers import Answer
from houvast.people.clock import day_of
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import write_over
from houvast.people.viewer import Viewer
from houvast.transfer.actions.recording import EventDraft, allowed, tell_pupil, tell_school, write_event
from houvast.transfer.chain import details_of
from houvast.transfer.models import Application, BoardRow, Pupil, TransferEvent
from houvast.transfer.renewing import renew

Status = Application.Status
MAY_REFUSE = frozenset({"may_be_refused", "no"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """A decision as it is made. `facts` are those of the admission rule that a person adds; `words` the reasons."""

    places: bool
    words: str
    on: date
    facts: Mapping[str, object]
    ground: str = ""


def admission_facts(row: BoardRow, application: Application, given: Mapping[str, object]) -> dict[str, object]:
    """What the rule is asked: what is known here, and what the person who decides adds."""
    begins_in = school_year_named(row.leaving_year).begins_in + 1
    known: dict[str, object] = {
        "level": application.level,
        "qualifications": None,
        "applied_on": application.applied_on,
        "intake_done": False,
        "birth_date": row.birth_date,
        "fixed_quota": False,
        "school_year": f"{begins_in}-{begins_in + 1}",
    }
    return {**known, **{name: value for name, value in given.items() if value is not None}}


def ask_admission(row: BoardRow, application: Application, given: Mapping[str, object], *, on: date) -> Answer:
    """What the law says about this application on this day. Raises QuestionError when a fact is impossible."""
    return lawbook.ask("admission", admission_facts(row, application, given), on=on)


def refusal_grounds(answer: Answer) -> tuple[str, ...]:
    """The grounds on which the law allows a refusal here; empty when the pupil has a right to admission."""
    if answer.outcome.get("admitted") not in MAY_REFUSE:
        return ()
    grounds = answer.outcome.get("grounds")
    return tuple(str(one) for one in grounds) if isinstance(grounds, (list, tuple)) else ()


def decide_placement(
    *, row: BoardRow, application: Application, by: Viewer, draft: DecisionDraft, seen_revision: int, at: datetime
) -> Answer:
    """Place or refuse; pupil and feeder school are told (S-744). A refusal needs a lawful ground (S-615).

    Raises CannotBeDone, ChangedMeanwhile.
    """
    allowed(by, row, Action.DECIDE)
    if application.institution_id != row.organisation_id or application.pupil_id != row.pupil_id:
        raise CannotBeDone(gettext("This application is at another school."))
    answer = ask_admission(row, application, draft.facts, on=draft.on)
    grounds = refusal_grounds(answer)
    if not draft.places and draft.ground not in grounds:
        raise CannotBeDone(
            gettext(
                "The law gives no ground for this refusal. Who applied in time and has the right diploma is admitted; "
                "a need for support is never a ground. Offer a place, or talk about another programme together."
            )
        )
    if not draft.places and not draft.words.strip():
        raise CannotBeDone(gettext("Write down why, in words that the pupil understands."))
    status = Status.AGREEMENT_OFFERED if draft.places else Status.NO_ENROLMENT
    kind = TransferEvent.Kind.PLACED if draft.places else TransferEvent.Kind.REFUSED
    with transaction.atomic(), details_of(row, writes=True):
        pupil = Pupil.objects.select_related("student").select_for_update(of=("self",)).get(pk=row.pupil_id)
        write_over(
            Application.objects.filter(pk=application.pk),
            seen_revision,
            gettext("The application"),
            status=status,
            status_on=draft.on,
            refusal_ground="" if draft.places else draft.ground,
            decision_words=draft.words,
            law_receipt={**json.loads(answer.receipt.canonical()), "hash": answer.receipt.hash},
            reported_to_school_on=day_of(at),
            reported_to_pupil_on=day_of(at),
        )
        event = write_event(
            pupil, row, by, EventDraft(kind=kind, on=draft.on, note=draft.words, application=application), at=at
        )
        renew([pupil], on=day_of(at))
        tell_pupil(pupil, key=f"transfer/{event.pk}/decision", at=at)
        tell_school(pupil, key=f"transfer/{event.pk}/decision", at=at)
    return answer


def ground_in_words(ground: str) -> str:
    """A ground of the admission rule in the language that is active."""
    words = lawbook.words_of(ground, lawbook.rule_named("admission"))
    return words.nl if (get_language() or "nl").startswith("nl") else words.en
