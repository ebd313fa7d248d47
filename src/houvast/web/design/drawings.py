"""Procedures in every state, for the page of components."""

from __future__ import annotations

from datetime import date

from houvast.web.components import Drawing, Need, Step, StepState
from houvast.web.design.words import TODAY, said


def running() -> Drawing:
    done, ahead = StepState.DONE, StepState.AHEAD
    team_leader, coach = said("teamleider", "team leader"), said("begeleider", "coach")
    return Drawing(
        name=said("Verbetertraject studievoortgang", "Improvement track"),
        today=TODAY,
        steps=(
            Step(title=said("Eerste gesprek", "First talk"), state=done, who=coach, on=date(2026, 11, 16)),
            Step(title=said("Tweede gesprek", "Second talk"), state=done, who=coach, on=date(2027, 1, 11)),
            Step(title=said("Startgesprek", "Start meeting"), state=done, who=team_leader, on=date(2027, 2, 8)),
            Step(
                title=said("Tussentijdse evaluatie", "Interim evaluation"),
                state=StepState.HERE,
                who=said("jij, je moeder, je begeleider", "you, your mother, your coach"),
                by=date(2027, 3, 15),
                text=said(
                    "We kijken samen wat al beter gaat en wat je nog nodig hebt. Je mag iemand meenemen.",
                    "Together we see what goes better already and what you still need. You may bring somebody.",
                ),
                needs=(
                    Need(text=said("De afspraken van 8 februari", "The agreements of 8 February"), met=True),
                    Need(text=said("Jouw eigen verhaal, kort", "Your own view, in short")),
                    Need(text=said("Een datum die iedereen kan", "A day that suits everybody")),
                ),
                action_label=said("Kies een datum", "Choose a day"),
                action_url="#drawing",
            ),
            Step(
                title=said("Extra hulp", "Extra help"), state=ahead, who=said("zorgteam", "support team"), optional=True
            ),
            Step(title=said("Eindevaluatie", "Final evaluation"), state=ahead, who=team_leader, by=date(2027, 4, 19)),
            Step(title=said("Brief met de uitkomst", "Letter with the outcome"), state=ahead),
        ),
        ending=said(
            "Gaat het goed? Dan stopt het traject en krijg je een brief.",
            "Does it go well? Then the track ends and you get a letter.",
        ),
    )


def deviating() -> Drawing:
    return Drawing(
        name=said("Verbetertraject, te laat en anders", "Improvement track, late and different"),
        today=TODAY,
        steps=(
            Step(
                title=said("Voorstel besproken met het team", "Proposal discussed with the team"),
                state=StepState.DONE,
                who=said("onderwijsteam", "programme team"),
                on=date(2027, 1, 18),
                deviation=said(
                    "zonder adviseur, die was ziek; later bijgepraat", "without the adviser, who was ill; told later"
                ),
            ),
            Step(title=said("Extra hulp", "Extra help"), state=StepState.SKIPPED, optional=True),
            Step(
                title=said("Handtekeningen", "Signatures"),
                state=StepState.HERE,
                who=said("student, moeder, teamleider", "student, mother, team leader"),
                by=date(2027, 2, 26),
                needs=(
                    Need(text=said("Handtekening van de student", "Signature of the student"), met=True),
                    Need(text=said("Handtekening van de moeder", "Signature of the mother")),
                ),
            ),
            Step(title=said("Eindevaluatie", "Final evaluation"), state=StepState.AHEAD, by=date(2027, 4, 19)),
        ),
    )


def finished() -> Drawing:
    return Drawing(
        name=said("Overstap naar een andere opleiding", "Transfer to another programme"),
        today=TODAY,
        steps=(
            Step(title=said("Gesprek", "Talk"), state=StepState.DONE, on=date(2026, 10, 1)),
            Step(title=said("Meelopen", "Taster day"), state=StepState.DONE, on=date(2026, 10, 20)),
            Step(title=said("Overgedragen", "Handed over"), state=StepState.DONE, on=date(2026, 11, 2)),
        ),
        ending=said("Klaar: Noor is begonnen.", "Done: Noor has begun."),
    )
