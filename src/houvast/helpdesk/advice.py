"""What helps to say and to add, by what a contest is about. Each line rests on an article or a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FOR_ALL: tuple[StrPromise, ...] = (
    _("The letter with the decision, if you have it."),
    _("Reports of talks and agreements that show what was done."),
    _("You may bring somebody who helps you. The helpdesk helps you for free."),
)
BY_MATTER: dict[str, tuple[StrPromise, ...]] = {
    "study_advice": (
        _("Did you get a warning on paper, with time to improve? (WEB art. 8.1.7a)"),
        _("Were your personal circumstances weighed, such as illness, a limitation, pregnancy or something at home?"),
        _("Did you get the help and facilities that you needed to make progress?"),
        _("Did the school offer you another programme?"),
    ),
    "exam": (
        _("Which exam or result is it about, and when was it?"),
        _("Was there an agreement about an adjustment, and was it kept?"),
    ),
    "suspension": (
        _("Did you get the suspension on paper, with the reasons? (WEB art. 8.1.7c)"),
        _("A suspension is two weeks at most. From when until when was yours?"),
        _("Are you younger than 18? Then your parents get it on paper too."),
    ),
    "removal": (
        _("Were you heard before the decision? (WEB art. 8.1.7d)"),
        _("Are you of compulsory school age? Then another school must be willing, or the school searched for 8 weeks."),
        _("Does the school see to it that you keep getting education meanwhile?"),
    ),
    "admission": (
        _("When did you apply, and did you come to the intake? Before 1 April you have a right of admission."),
        _("Grades, motivation or a limitation are no ground to refuse you."),
    ),
    "support": (
        _("Which adjustment did you ask for, when, and of whom? (Wgbh/cz art. 2)"),
        _("The school may refuse only when it is too heavy a burden, and must show that itself (Wgbh/cz art. 10)."),
        _("The agreements about support in writing, with the day they were looked at again. (WEB art. 8.1.3a)"),
    ),
    "treatment": (
        _("What happened, when, and who was there?"),
        _("Did you talk about it with your coach, the team leader or the ombudsman? That often helps sooner."),
    ),
    "other_decision": (_("Which decision is it, and who took it?"),),
}


def advice_for(matter: str) -> tuple[StrPromise, ...]:
    """What to think of for this matter: the grounds of the law first, then what helps always."""
    return (*BY_MATTER.get(matter, ()), *FOR_ALL)
