"""What must be true on every path before something hard happens to a student. Not in packs: nobody switches these off.

Invariants of *law* hold for every pack. Invariants of *policy* hold for a pack that names them in `invariants`; a path
on which a person deviated, with a reason, from a policy of the school is allowed to break those.
"""

from collections.abc import Iterator

from houvast.core.forms.text import Text
from houvast.core.procedure.explore import HARD
from houvast.core.procedure.explored import Moment
from houvast.core.procedure.findings import Class, Finding
from houvast.core.procedure.holding import (
    Holds,
    Invariant,
    contest,
    free,
    guardians,
    handed_over,
    in_both,
    is_served,
    placed,
    rule,
    warned,
)
from houvast.core.procedure.pack import Effect, Pack, Serves


def _first(serves: str, more_nl: str = "", more_en: str = "") -> Text:
    return in_both(
        f"Laat een handeling die {serves} dient voorafgaan{more_nl}.",
        f"Let an act that serves {serves} come first{more_en}.",
    )


def _guard(rule: str) -> Text:
    return in_both(f"Zet er `must` bij met de regel {rule}.", f"Add `must` with the rule {rule}.")


def _law(
    name: str, effects: frozenset[Effect] | Effect, source: str, text: Text, mend: Text, holds: Holds
) -> Invariant:
    among = frozenset({effects}) if isinstance(effects, Effect) else effects
    return Invariant(name=name, kind=Class.LAW, effects=among, source=source, text=text, mend=mend, holds=holds)


def _policy(
    name: str, effect: Effect, source: str, text: Text, serves: Serves, holds: Holds | None = None
) -> Invariant:
    return Invariant(
        name=name,
        kind=Class.POLICY,
        effects=frozenset({effect}),
        source=source,
        text=text,
        mend=in_both(
            f"Laat een handeling die {serves.value} dient voorafgaan, of haal de toezegging uit de procedure.",
            f"Let an act that serves {serves.value} come first, or take the invariant out of the pack.",
        ),
        holds=holds or is_served(serves),
    )


ADVICE, REMOVAL, LEAVING = Effect.NEGATIVE_ADVICE, Effect.REMOVAL, Effect.DEREGISTRATION
WEB = "WEB art. "

LAW: tuple[Invariant, ...] = (
    _law(
        "warning_before_negative_advice",
        ADVICE,
        WEB + "8.1.7a lid 2 c",
        in_both(
            "een negatief advies zonder schriftelijke waarschuwing en een redelijke termijn die helemaal voorbij is",
            "a negative advice without a written warning and a reasonable term that has fully run out",
        ),
        _first(
            "warning",
            ", met een wachttermijn die daar begint, en bewaak het met de regel",
            ", with a waiting term that starts from it, and guard on the rule",
        ),
        warned,
    ),
    _law(
        "circumstances_before_negative_advice",
        ADVICE,
        WEB + "8.1.7a lid 2 a",
        in_both(
            "een negatief advies zonder dat persoonlijke omstandigheden zijn meegewogen",
            "a negative advice without personal circumstances weighed",
        ),
        _first("circumstances"),
        is_served(Serves.CIRCUMSTANCES),
    ),
    _law(
        "facilities_before_negative_advice",
        ADVICE,
        WEB + "8.1.7a lid 2 b",
        in_both(
            "een negatief advies zonder voorzieningen voor goede voortgang",
            "a negative advice without facilities for good progress",
        ),
        _first("facilities"),
        is_served(Serves.FACILITIES),
    ),
    _law(
        "offer_before_negative_advice",
        ADVICE,
        WEB + "8.1.7a lid 3",
        in_both(
            "een negatief advies zonder aanbod van een andere opleiding",
            "a negative advice without the offer of another programme",
        ),
        _first("other_programme"),
        is_served(Serves.OTHER_PROGRAMME),
    ),
    _law(
        "window_of_negative_advice",
        ADVICE,
        WEB + "8.1.7a lid 1",
        in_both(
            "een negatief advies zonder wettelijke bewaking (periode, waarschuwing, voorzieningen, omstandigheden)",
            "a negative advice that no legal rule guards (window, warning, facilities, circumstances)",
        ),
        _guard("study-advice-negative"),
        rule("study-advice-negative"),
    ),
    _law(
        "heard_before_removal",
        REMOVAL,
        WEB + "8.1.7d",
        in_both(
            "een verwijdering zonder dat de student is gehoord",
            "a removal without hearing the student",
        ),
        _first("hearing"),
        is_served(Serves.HEARING),
    ),
    _law(
        "place_before_removal",
        REMOVAL,
        WEB + "8.1.7d lid 2",
        in_both(
            "een leer- of kwalificatieplichtige gaat weg voordat een andere school wil of acht weken is gezocht",
            "a student with a duty of education is removed before another school is willing or eight weeks of search",
        ),
        in_both(
            "Bewaak het met de regel removal, een handeling die search dient en daarna acht weken wachttermijn.",
            "Guard on the rule removal, with an act that serves search and a waiting term of eight weeks from it.",
        ),
        placed,
    ),
    _law(
        "guardians_informed",
        frozenset({REMOVAL, Effect.SUSPENSION}),
        WEB + "8.1.7c, 8.1.7d",
        in_both(
            "ouders of verzorgers van een minderjarige horen het niet",
            "guardians of a minor are not informed",
        ),
        _first("guardians_informed"),
        guardians,
    ),
    _law(
        "removal_guarded",
        REMOVAL,
        WEB + "8.1.7d",
        in_both(
            "een verwijdering die door geen regel van de wet wordt bewaakt",
            "a removal that no legal rule guards",
        ),
        _guard("removal"),
        rule("removal"),
    ),
    _law(
        "suspension_guarded",
        Effect.SUSPENSION,
        WEB + "8.1.7c",
        in_both(
            "een schorsing die door geen regel van de wet wordt bewaakt",
            "a suspension that no legal rule guards",
        ),
        _guard("suspension"),
        rule("suspension"),
    ),
    _law(
        "reasons_given",
        frozenset({REMOVAL, Effect.SUSPENSION}),
        WEB + "8.1.7c, 8.1.7d",
        in_both(
            "een besluit zonder redenen op papier",
            "a decision without written reasons",
        ),
        in_both(
            "Laat de handeling reasons dienen, met een formulier dat erom vraagt.",
            "Let the act serve reasons, with a form that asks for them.",
        ),
        is_served(Serves.REASONS),
    ),
    _law(
        "exam_board_before_unsuitability",
        Effect.UNSUITABILITY,
        WEB + "8.1.7b",
        in_both(
            "ongeschiktheid voor het beroep zonder advies van de examencommissie",
            "unsuitability for the profession without the advice of the examination board",
        ),
        _first("exam_board_advice"),
        is_served(Serves.EXAM_BOARD_ADVICE),
    ),
    _law(
        "unsuitability_guarded",
        Effect.UNSUITABILITY,
        WEB + "8.1.7b",
        in_both(
            "ongeschiktheid voor het beroep die door geen regel van de wet wordt bewaakt",
            "unsuitability for the profession that no legal rule guards",
        ),
        _guard("unsuitability"),
        rule("unsuitability"),
    ),
    _law(
        "deregistration_guarded",
        LEAVING,
        "Leerplichtwet art. 18; WEB art. 8.1.7d",
        in_both(
            "een uitschrijving door de school die door geen regel van de wet wordt bewaakt",
            "a deregistration by the school that no legal rule guards",
        ),
        _guard("deregistration"),
        rule("deregistration"),
    ),
    _law(
        "way_to_contest",
        HARD,
        WEB + "7.5.1",
        in_both(
            "een besluit dat niet kan worden aangevochten",
            "a decision that cannot be contested",
        ),
        in_both("Schrijf bij contest welke weg er is.", "Say under contest which route there is."),
        contest,
    ),
    _law(
        "own_request_free",
        Effect.OWN_REQUEST,
        "S-728",
        in_both(
            "een eigen verzoek van de student, een verhuizing, een overstap of overlijden wordt opgehouden",
            "the student's own request, a move, a transfer or death is held up",
        ),
        in_both(
            "Haal needs, must en should daar weg; een open overdracht blijft staan als taak.",
            "Take needs, must and should away from it; an open handover stays as a task.",
        ),
        free,
    ),
)

POLICY: tuple[Invariant, ...] = (
    _policy(
        "interim_before_unsuccessful",
        Effect.UNSUCCESSFUL,
        "S-031",
        in_both(
            "een afronding zonder succes zonder tussentijdse evaluatie",
            "an unsuccessful ending without an interim evaluation",
        ),
        Serves.INTERIM_EVALUATION,
    ),
    _policy(
        "team_decision_before_unsuccessful",
        Effect.UNSUCCESSFUL,
        "S-048",
        in_both(
            "een afronding zonder succes zonder besluit van het team",
            "an unsuccessful ending without a decision of the team",
        ),
        Serves.TEAM_DECISION,
    ),
    _policy(
        "director_consent_before_unsuccessful",
        Effect.UNSUCCESSFUL,
        "S-048",
        in_both(
            "een afronding zonder succes zonder instemming van de directeur",
            "an unsuccessful ending without the director's consent",
        ),
        Serves.DIRECTOR_CONSENT,
    ),
    _policy(
        "handover_before_deregistration",
        LEAVING,
        "S-333",
        in_both(
            "een uitschrijving door de school zonder aanvaarde overdracht (Amsterdamse afspraak)",
            "a deregistration by the school without an accepted handover (Amsterdam agreement)",
        ),
        Serves.ACCEPTED_HANDOVER,
        handed_over,
    ),
    _policy(
        "hearing_before_negative_advice",
        ADVICE,
        "WHW art. 7.8b lid 4 for hbo; policy for mbo",
        in_both(
            "een negatief advies zonder dat de student is gehoord",
            "a negative advice without hearing the student",
        ),
        Serves.HEARING,
    ),
)

NAMES = frozenset(invariant.name for invariant in POLICY)


def broken(pack: Pack, moment: Moment) -> Iterator[Invariant]:
    """The invariants that this moment breaks. A deviation on the path excuses a policy, never the law."""
    for invariant in (*LAW, *(policy for policy in POLICY if policy.name in pack.invariants)):
        if moment.effect in invariant.effects and not invariant.holds(pack, moment):
            deviated = any(mark[0] == "dev" for mark in moment.marks)
            if invariant.kind is Class.LAW or not deviated:
                yield invariant


def finding(invariant: Invariant, moment: Moment, path: tuple[str, ...]) -> Finding:
    """The broken invariant as a finding with its path."""
    return Finding(
        code=invariant.name,
        text=in_both(f"{invariant.text.nl} ({moment.at})", f"{invariant.text.en} ({moment.at})"),
        mend=invariant.mend,
        path=path,
        kind=invariant.kind,
        source=invariant.source,
    )
