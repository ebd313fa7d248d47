"""Until when somebody is followed: the law is asked (`education-duty`), for the day that is asked about."""

from datetime import date

from houvast import lawbook
from houvast.core.law.errors import QuestionError

FOLLOWED, NONE, UNKNOWN = "followed", "none", "unknown"


def duty_of(birth_date: date | None, qualifications: tuple[str, ...], *, on: date) -> tuple[str, date | None]:
    """What the law says of this person on this day (`education-duty`), and until when; "unknown" without birth date."""
    if birth_date is None:
        return UNKNOWN, None
    try:
        answer = lawbook.ask(
            "education-duty", {"birth_date": birth_date, "qualifications": tuple(qualifications)}, on=on
        )
    except QuestionError:
        return UNKNOWN, None
    ends_on = answer.outcome["ends_on"]
    return str(answer.outcome["status"]), ends_on if isinstance(ends_on, date) else None
