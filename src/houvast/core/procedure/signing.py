"""Signatures: agree, sign with a different view noted, refuse, or not reached after attempts; nobody strands a case."""

from datetime import date

from houvast.core.forms.text import Text
from houvast.core.procedure import guards
from houvast.core.procedure.draft import signers_open
from houvast.core.procedure.evaluate import evaluate, unknown_facts
from houvast.core.procedure.log import Answer, Event, EventKind, Reason, ReasonKind, Refused, Sign
from houvast.core.procedure.pack import Act, Pack, Signer
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import Instance, State


def sign(pack: Pack, state: State, action: Sign, on: date) -> tuple[Event, ...] | Refused:
    """The event of this answer, or why it cannot be given."""
    act = pack.acts.get(action.act)
    instance = _waiting(state, action)
    if act is None or not act.signatures or instance is None:
        return _no("signature", "Hier wordt geen handtekening gevraagd.", "No signature is asked for here.")
    asked = next((signer for signer in act.signatures if signer.role is action.signer_role), None)
    if asked is None or instance.complete_on is not None:
        return _no(
            "signature", "Deze handtekening wordt niet (meer) gevraagd.", "This signature is not asked for (any more)."
        )
    if evaluate(asked.when, pack, state, on) is False:
        return _no(
            "signature",
            "Deze handtekening hoeft niet (meer): de student is op deze dag meerderjarig of de reden is vervallen.",
            "This signature is not needed (any more): the student is of age on this day, or the reason has gone.",
        )
    if unknown := unknown_facts(asked.when, pack, state):
        return Refused(reasons=tuple(guards.not_known(pack, fact) for fact in unknown))
    reasons = (*_who(pack, state, act, instance, asked, action, on), *_how(state, asked, action, on))
    if reasons:
        return Refused(reasons=reasons)
    event = Event(
        kind=EventKind.SIGNED,
        on=on,
        by=action.by,
        role=action.role.value,
        act=act.id,
        instance=instance.number,
        signer_role=action.signer_role.value,
        signer=action.signer,
        answer=action.answer.value,
        note=action.note.strip(),
        attempts=action.attempts,
    )
    return (event,)


def _waiting(state: State, action: Sign) -> Instance | None:
    found = state.instances.get(action.act, ())
    if action.instance is not None:
        return next((instance for instance in found if instance.number == action.instance), None)
    return next(
        (instance for instance in reversed(found) if instance.complete_on is None), found[-1] if found else None
    )


def _who(
    pack: Pack, state: State, act: Act, instance: Instance, asked: Signer, action: Sign, on: date
) -> tuple[Reason, ...]:
    """Who signs for whom: oneself, or, for no and no answer, somebody of the school who may record it."""
    own = action.role is action.signer_role
    if own and action.by != action.signer:
        return (_reason("signer", "Ieder tekent voor zichzelf.", "Everybody signs for themselves."),)
    recorded = asked.passes is not None and action.role in asked.passes.roles
    if not own and not (recorded and action.answer in (Answer.REFUSE, Answer.NOT_REACHED)):
        return (guards.wrong_role(pack, (action.signer_role,), "signer"),)
    waiting = [name for signer, name in signers_open(pack, state, act, instance, on) if signer.role is asked.role]
    answered = {s.signer for s in instance.signatures if s.role == asked.role.value}
    if asked.role is Role.GUARDIAN and "" not in waiting and action.signer not in {*waiting, *answered}:
        return (
            _reason(
                "signer",
                "Alleen een ouder of verzorger met gezag tekent.",
                "Only a parent or carer with authority signs.",
            ),
        )
    if not waiting and action.signer not in answered:
        return (_reason("signer", "Deze handtekening staat er al.", "This signature is there already."),)
    return ()


def _how(state: State, asked: Signer, action: Sign, on: date) -> tuple[Reason, ...]:
    match action.answer:
        case Answer.AGREE:
            return ()
        case Answer.DISSENT if not asked.may_dissent:
            return (_reason("answer", "Teken, of zeg waarom niet.", "Sign, or say why not."),)
        case Answer.DISSENT | Answer.REFUSE:
            return () if action.note.strip() else (guards.reason_needed("note"),)
        case _:
            return _not_reached(state, asked, action, on)


def _not_reached(state: State, asked: Signer, action: Sign, on: date) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    passes = asked.passes
    if passes is None or action.role is action.signer_role:
        return (_reason("answer", "Deze handtekening is nodig.", "This signature is needed."),)
    if len({attempt.on for attempt in action.attempts if attempt.how.strip() and attempt.on <= on}) < passes.attempts:
        reasons.append(
            _reason(
                "attempts",
                f"Schrijf ten minste {passes.attempts} pogingen op, elk op een andere dag.",
                f"Write down at least {passes.attempts} attempts, each on another day.",
            )
        )
    term = state.term(passes.after) if passes.after is not None else None
    if term is not None and on <= term.due:
        reasons.append(
            _reason(
                "term",
                f"Wacht tot na de laatste dag van de termijn: {term.due.isoformat()}.",
                f"Wait until after the last day of the term: {term.due.isoformat()}.",
            )
        )
    return tuple(reasons)


def _reason(key: str, nl: str, en: str) -> Reason:
    return Reason(kind=ReasonKind.ORDER, key=key, text=Text(nl=nl, en=en))


def _no(key: str, nl: str, en: str) -> Refused:
    return Refused(reasons=(Reason(kind=ReasonKind.CLOSED, key=key, text=Text(nl=nl, en=en)),))
