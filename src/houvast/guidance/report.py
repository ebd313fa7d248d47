"""The report of a talk as plain text, for a school that chose to send it in the mail (S-014)."""

from collections.abc import Iterable

from django.utils.translation import gettext, override

from houvast.guidance.models import Agreement, Talk
from houvast.guidance.words import judgements_of, kind_name, side_name
from houvast.web.days import long_day


def report_in_words(talk: Talk, agreements: Iterable[Agreement], *, language: str) -> str:
    """What was said and agreed, in this language; every line as it was written."""
    with override(language):
        parts = [f"{kind_name(talk.kind)}, {long_day(talk.held_on)}, {talk.led_by.name}"]
        if talk.goes_well:
            parts.append(f"{gettext('What goes well')}\n{talk.goes_well}")
        parts.append(f"{gettext('Report')}\n{talk.report}")
        if judged := judgements_of(talk):
            parts.append("\n".join(f"{label}: {word}" for label, _, word in judged))
        if agreed := [f"- {one.what} ({side_name(one.side)}, {long_day(one.due_on)})" for one in agreements]:
            parts.append("\n".join((gettext("What we agreed"), *agreed)))
    return "\n\n".join(parts)
