"""Conversation guides: what helps in a talk of each kind, beside the form. A guide is a hand, no list to tick."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houvast.guidance.models import Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """How to open, what to ask, and how to close; in the order of the talk."""

    opening: Promise
    questions: tuple[Promise, ...]
    closing: Promise


_CLOSING = _("Close together: what does the student do, what do you do, and when do you meet again?")

GUIDES: dict[Talk.Kind, Guide] = {
    Talk.Kind.INTRODUCTION: Guide(
        opening=_("You want to know who somebody is before you talk about rules."),
        questions=(
            _("What are you good at, and what do you like to do?"),
            _("Why this programme? What did the study choice advice say?"),
            _("What helped you at your school before? What did not?"),
            _("Who is important to you, and who may we call?"),
            _("What do you need to feel at ease here?"),
        ),
        closing=_("Say who you are, how to reach you, and that small questions are welcome."),
    ),
    Talk.Kind.PROGRESS: Guide(
        opening=_("Begin with what goes well, with an example."),
        questions=(
            _("What are you proud of since we talked?"),
            _("How do your lessons, your results and your work placement go?"),
            _("What did we agree, and how did that go?"),
            _("What is the next step you choose yourself?"),
            _("What do you need from school for that? Calm, fixed rules, a clear week?"),
            _("Does the level fit: can it be a step higher, lower or slower?"),
        ),
        closing=_CLOSING,
    ),
    Talk.Kind.CONCERN: Guide(
        opening=_("Say what you saw, without a judgement: “I saw that …”. And that you are glad to hear the rest."),
        questions=(
            _("How is it for you?"),
            _("What happens at school, at home or at work that I should know?"),
            _("What have you tried already?"),
            _("What could we try? I have two ideas, and you choose."),
            _("Who could help, inside or outside school?"),
        ),
        closing=_CLOSING,
    ),
    Talk.Kind.WELLBEING: Guide(
        opening=_("Take time, and choose a quiet place. You need not solve it."),
        questions=(
            _("How are you, really?"),
            _("How do you sleep and eat, and what gives you energy?"),
            _("Who do you talk with about this?"),
            _("What may be in the report, and what may not?"),
            _("Would it help to talk to somebody else? I can come along."),
        ),
        closing=_("Agree on a short moment soon, even when it goes better."),
    ),
    Talk.Kind.SUPPORT: Guide(
        opening=_("Begin with the goal of the student, then with what stands in the way."),
        questions=(
            _("What do you want to be able to do?"),
            _("What makes it hard, and when does it go better?"),
            _("Which adjustments are possible, and which suits you?"),
            _("Who should know about it, and who need not?"),
        ),
        closing=_("Agree on when you look whether it helps."),
    ),
    Talk.Kind.CAREER: Guide(
        opening=_("Look ahead: work, another programme, or both."),
        questions=(
            _("When did you like your work or lesson best? What did you do then?"),
            _("What do you want in five years, and what not?"),
            _("Whom do you know who does such work? Who could come and tell, or show you a day?"),
            _("Does this level fit you, or is another level or another way a better chance?"),
            _("What can you try out in the next weeks?"),
        ),
        closing=_CLOSING,
    ),
    Talk.Kind.WORK_PLACEMENT: Guide(
        opening=_("Talk at the company if you can, with the practice trainer."),
        questions=(
            _("What do you learn here that you cannot learn at school?"),
            _("Do you do real work, and who explains it to you?"),
            _("In an assignment: who is the client, who leads it, and which role do you and the others have?"),
            _("Which forms and hours are in order, and which wait? On whom?"),
            _("Do you feel safe here? Is there something you would rather tell me alone?"),
        ),
        closing=_CLOSING,
    ),
    Talk.Kind.ABSENCE: Guide(
        opening=_("“We missed you.” Ask first, and look at rules later."),
        questions=(
            _("What made it hard to come?"),
            _("What would make tomorrow easier?"),
            _("Which lesson or moment do you want to begin with?"),
            _("Does somebody at home know? Shall we call together?"),
        ),
        closing=_("Agree on one small step for this week, and on who will see the student first."),
    ),
    Talk.Kind.WITH_FAMILY: Guide(
        opening=_("The student is the host: ask before what may be told."),
        questions=(
            _("What goes well? The student begins."),
            _("What do you see at home?"),
            _("What can each of us do, and what does the student want to do alone?"),
            _("How do we keep each other informed, and does that stay so at eighteen?"),
        ),
        closing=_CLOSING,
    ),
    Talk.Kind.RESTART: Guide(
        opening=_("Good that you are here again. A pause can be wise."),
        questions=(
            _("What did the pause bring you?"),
            _("What do you want to do otherwise now?"),
            _("How many lessons and days fit in the first weeks?"),
            _("Who do you call when it gets hard?"),
        ),
        closing=_("Plan a talk in the first, second and sixth week."),
    ),
    Talk.Kind.COACH_CHANGE: Guide(
        opening=_("Read what your colleague and the student wrote. The student need not tell everything again."),
        questions=(
            _("What did your coach before do that helped?"),
            _("What do you want to go on with, and what otherwise?"),
            _("What must I know, and what do you rather keep to yourself?"),
        ),
        closing=_("Say how to reach you, and plan the next talk now."),
    ),
    Talk.Kind.EXIT: Guide(
        opening=_("Thank the student. Nobody leaves without knowing where to go."),
        questions=(
            _("What do you go and do, and who helps you there?"),
            _("What did you learn here that you take along?"),
            _("What should we have done otherwise?"),
            _("May somebody call you in a few weeks?"),
        ),
        closing=_("Hand over warmly: the one who takes over is at the table or on the phone."),
    ),
    Talk.Kind.OTHER: Guide(
        opening=_("Ask what the student wants to talk about."),
        questions=(_("What would make this a good talk for you?"), _("What do you need from me?")),
        closing=_CLOSING,
    ),
}


def guide_of(kind: str) -> Guide:
    """The guide of a kind of talk; a Talk.Kind value."""
    return GUIDES[Talk.Kind(kind)]
