"""Help beside the guidance at work that every teacher student can use (S-098, S-134, S-150, S-156)."""

from dataclasses import dataclass

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What it is called and when it is for you."""

    name: str
    text: str


def help_for_students() -> tuple[Help, ...]:
    """In the order in which a student may try them."""
    return (
        Help(
            name=gettext("Help with studying, online"),
            text=gettext("Lessons of your institute to do by yourself: planning, writing, stress, concentration."),
        ),
        Help(
            name=gettext("Student counsellor"),
            text=gettext("For illness, a disability or trouble at home. What you say stays between you two."),
        ),
        Help(
            name=gettext("Language centre and optional courses"),
            text=gettext("For language in the classroom: vocabulary, being heard, writing for parents."),
        ),
        Help(
            name=gettext("Your coach"),
            text=gettext("About your studies and how you are. Your training school does not read those talks."),
        ),
    )
