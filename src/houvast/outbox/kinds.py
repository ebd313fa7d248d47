"""The kinds of mail, and the little each may say: that something is there, never what."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext, gettext_noop, override

from houvast.people.models import Organisation, Person


class Kind(StrEnum):
    READY = "ready"
    TASK = "task"
    REMINDER = "reminder"
    SIGNATURE = "signature"
    LETTER = "letter"
    TALK_REPORT = "talk_report"
    INVITATION = "invitation"
    RESET = "reset"
    QUESTION = "question"
    ANSWER = "answer"
    LINK = "link"
    CODE = "code"


ONCE = {
    Kind.INVITATION: gettext_noop(
        "The link works once and stops after a while. Do you not know who invites you? Then you need not do anything."
    ),
    Kind.RESET: gettext_noop(
        "The link works once and stops after a while. Did you not ask for this? Then you need not do anything."
    ),
}
ONCE_ONLY = frozenset(ONCE)
"""Their link works once and for a short time; the mail says so."""


RATHER_TWICE = frozenset({Kind.LETTER, Kind.INVITATION})
"""When nobody can know whether it left, it leaves again: a term begins with it, or nothing else tells this person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Subject and plain text of a mail, in the language of its recipient."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The English of a subject and of the sentence above the link; gettext gives the other language."""

    subject: str
    opening: str


WORDINGS: dict[Kind, Wording] = {
    Kind.READY: Wording(
        subject=gettext_noop("Something is ready for you in Houvast"),
        opening=gettext_noop("Something is ready for you. Sign in to read it:"),
    ),
    Kind.TASK: Wording(
        subject=gettext_noop("Something is asked of you in Houvast"),
        opening=gettext_noop("Something is asked of you. Sign in to see what it is and until when you have:"),
    ),
    Kind.REMINDER: Wording(
        subject=gettext_noop("A reminder: something still waits for you in Houvast"),
        opening=gettext_noop("Something still waits for you. Sign in to see what it is and until when you have:"),
    ),
    Kind.SIGNATURE: Wording(
        subject=gettext_noop("Would you read and sign something in Houvast?"),
        opening=gettext_noop(
            "Something is ready to read and to sign. You may also say that you do not agree. Sign in to see it:"
        ),
    ),
    Kind.LETTER: Wording(
        subject=gettext_noop("A letter is ready for you in Houvast"),
        opening=gettext_noop("A letter is ready for you. Sign in to read it:"),
    ),
    Kind.TALK_REPORT: Wording(
        subject=gettext_noop("The report of your talk is ready in Houvast"),
        opening=gettext_noop("The report of your talk is ready. Sign in to read it:"),
    ),
    Kind.INVITATION: Wording(
        subject=gettext_noop("You are invited to Houvast"),
        opening=gettext_noop(
            "%(organisation)s works with Houvast and invites you. With this link you choose a password:"
        ),
    ),
    Kind.QUESTION: Wording(
        subject=gettext_noop("We have your question"),
        opening=gettext_noop("We have your question. With this private link you read it and the answer:"),
    ),
    Kind.ANSWER: Wording(
        subject=gettext_noop("There is an answer to your question"),
        opening=gettext_noop("There is an answer to your question. With this private link you read it:"),
    ),
    Kind.RESET: Wording(
        subject=gettext_noop("Choose a new password for Houvast"),
        opening=gettext_noop("With this link you choose a new password:"),
    ),
    Kind.LINK: Wording(
        subject=gettext_noop("A page of Houvast is open for you, without an account"),
        opening=gettext_noop("Something is ready for you. You need no account: open it on the device that you use."),
    ),
    Kind.CODE: Wording(
        subject=gettext_noop("Your code for Houvast"),
        opening=gettext_noop(
            "You asked to open your page on another device. Open it here, or type the last six digits:"
        ),
    ),
}


def _paragraphs(kind: Kind, *, name: str, organisation: Organisation, url: str, helper: str, report: str) -> list[str]:
    parts = [gettext("Hello %(name)s,") % {"name": name} if name else gettext("Hello,")]
    if report:
        parts += [gettext("This is the report of your talk."), report, gettext("You also find it here:") + "\n" + url]
    else:
        opening = gettext(WORDINGS[kind].opening) % {"organisation": organisation.name}
        parts.append(f"{opening}\n{url}")
    if kind in ONCE_ONLY:
        parts.append(gettext(ONCE[kind]))
    elif not report:
        parts.append(gettext("To protect your privacy, this mail does not say what it is about."))
    parts.append(
        gettext("Questions? %(helper)s is glad to help.") % {"helper": helper}
        if helper
        else gettext("Questions? Ask at %(organisation)s.") % {"organisation": organisation.name}
    )
    parts.append(organisation.name)
    return parts


def text_of(
    kind: Kind, *, recipient: Person, organisation: Organisation, url: str, helper: str = "", report: str = ""
) -> Text:
    """The mail as its recipient reads it. `report` is put in only when the organisation chose that for talk reports."""
    within = report if kind is Kind.TALK_REPORT and organisation.mails_talk_report else ""
    with override(recipient.language):
        parts = _paragraphs(
            kind,
            name=recipient.given_name,
            organisation=organisation,
            url=url,
            helper=helper,
            report=within.strip(),
        )
        return Text(subject=gettext(WORDINGS[kind].subject), body="\n\n".join(parts) + "\n")
