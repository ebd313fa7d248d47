"""The progress review on paper: the same form as on the screen, as an accessible PDF (S-215, S-243 to S-246)."""

from django.utils.translation import gettext, override, pgettext

from houvast.documents.letters import paper_accent
from houvast.documents.typesetting import pdf
from houvast.web.components import Rating, Signature, SignatureState
from houvast.web.days import long_day
from houvast.workplace.models import ProgressReview
from houvast.workplace.queries import reviews
from houvast.workplace.queries.review_pages import head_facts, item_parts, shown_colour, signature_rows
from houvast.workplace.review_form import COLOUR_MEANINGS, HIGHEST_LEVEL, WARNING_WORDS

SHAPES = {Rating.GREEN: "●", Rating.AMBER: "◆", Rating.RED: "■", Rating.NONE: "○"}
LANGUAGES = ("nl", "en")


def review_pdf(review: ProgressReview, *, language: str) -> bytes:
    """The form as it stands now; a finished review never changes. Raises NotTypeset."""
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    with override(spoken):
        values = review_values(review, language=spoken)
    return pdf(
        "review",
        organisation_code=review.student.organisation.code,
        dated_on=review.held_on or review.planned_on,
        values=values,
    )


def review_values(review: ProgressReview, *, language: str) -> dict[str, object]:
    """What the template gets, every word in the language that is active."""
    organisation = review.student.organisation
    finished = review.concluded_at is not None
    return {
        "language": language,
        "title": gettext("Progress review"),
        "sender": {"name": organisation.name, "accent": paper_accent(organisation.accent)},
        "facts": [{"label": str(one.label), "text": str(one.value)} for one in head_facts(review)],
        "lead": _lead(review) if finished else [gettext("This review is not finished yet.")],
        "meaning": str(COLOUR_MEANINGS.get(review.colour, "")),
        "parts": _parts(review),
        "headers": [gettext("The student ..."), gettext("Colour"), gettext("What you see that by")],
        "agreed": gettext("What we agree for the coming period"),
        "none": gettext("Nothing was agreed here."),
        "preparation_title": gettext("What the student prepared"),
        "preparation": _preparation(review),
        "signatures_title": gettext("Signatures"),
        "signatures": [_signed(one) for one in signature_rows(review)] if finished else [],
        "copies": gettext(
            "The student keeps this form with the learning questions in the portfolio. The workplace supervisor gets a "
            "copy; the school-based educator keeps one."
        ),
        "page": gettext("page"),
        "of": pgettext("page", "of"),
    }


def _coloured(colour: str) -> str:
    mark, word = shown_colour(colour)
    return f"{SHAPES[mark]} {word}"


def _lead(review: ProgressReview) -> list[str]:
    said = [gettext("The colour that was given: %(colour)s") % {"colour": _coloured(review.colour)}]
    if review.colour != review.counted:
        words = {"colour": _coloured(review.counted), "why": review.why}
        said.append(gettext("The count said %(colour)s. Why it was seen differently: %(why)s") % words)
    if review.triad.level == HIGHEST_LEVEL:
        schedule = {"colour": _coloured(review.on_schedule)}
        said.append(gettext("On schedule for the final assessment before the summer: %(colour)s") % schedule)
    return said + [str(WARNING_WORDS[name]) for name in review.warnings.split()]


def _parts(review: ProgressReview) -> list[dict[str, object]]:
    return [
        {
            "title": str(part["title"]),
            "rows": [
                [str(row["says"]), f"{SHAPES[row['together'][0]]} {row['together'][1]}", row["remark"]]
                for row in part["rows"]
            ],
            "agreements": part["agreements"],
        }
        for part in item_parts(review, reviews.compared(review))
    ]


def _preparation(review: ProgressReview) -> list[str]:
    said = []
    if review.guide_read:
        said.append(gettext("The guide to learning at work was read."))
    if review.portfolio:
        said.append(gettext("Portfolio: %(where)s") % {"where": review.portfolio})
    if review.credits is not None:
        words = {"credits": f"{review.credits.normalize():f}", "day": long_day(review.credits_on)}
        said.append(gettext("Credits on %(day)s: %(credits)s") % words)
    if review.learning_questions:
        said.append(gettext("Learning questions and plan: %(text)s") % {"text": review.learning_questions})
    return said


def _signed(one: Signature) -> str:
    match one.state:
        case SignatureState.SIGNED:
            word = gettext("signed")
        case SignatureState.DISSENT:
            word = gettext("signed, and does not agree with everything")
        case _:
            word = gettext("not signed yet")
    parts = [f"{one.name} ({one.role})", word, long_day(one.on) if one.on else "", one.remark]
    return ", ".join(part for part in parts if part)
