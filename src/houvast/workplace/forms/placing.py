"""Where many students learn from one day on, one student a line."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from houvast.web.forms import DayField
from houvast.workplace.actions.placing import PlacedLine
from houvast.workplace.forms.pasted import PastedForm
from houvast.workplace.models import Triad

MODE_WORDS = {
    "voltijd": Triad.Mode.FULL_TIME, "full-time": Triad.Mode.FULL_TIME, "fulltime": Triad.Mode.FULL_TIME,
    "deeltijd": Triad.Mode.PART_TIME, "part-time": Triad.Mode.PART_TIME, "parttime": Triad.Mode.PART_TIME,
}  # fmt: skip
LEVELS = {"1": 1, "2": 2, "3": 3, "4": 4}
MOST_TYPED = 200


class PlaceManyForm(PastedForm):
    """The day from which it holds, and a line for each student."""

    starts_on = DayField(label=_("From which day?"))
    field_order = ("starts_on", "file", "lines")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["lines"].help_text = _(
            "Student number; training school; level; voltijd or deeltijd; workplace supervisor; school-based educator; "
            "institute-based educator; location. A guide is a name or a staff number; who is not known yet stays empty."
        )
        self.fields["lines"].widget = forms.Textarea(attrs={"rows": 10})

    def draft_of(self, row: list[str]) -> PlacedLine:
        """A line as it was typed, with level and mode understood."""
        number, school, level, mode, supervisor, school_educator, institute_educator, location = (
            one[:MOST_TYPED] for one in (*row, *[""] * 8)[:8]
        )
        if not number:
            raise ValueError(gettext("the student number is missing"))
        if not school:
            raise ValueError(gettext("the training school is missing"))
        if level not in LEVELS:
            raise ValueError(gettext("the level should be 1, 2, 3 or 4, not '%(value)s'") % {"value": level[:20]})
        if mode.lower() not in MODE_WORDS:
            words = {"value": mode[:20]}
            raise ValueError(gettext("write voltijd or deeltijd, not '%(value)s'") % words)
        return PlacedLine(
            number=number,
            school=school,
            level=LEVELS[level],
            mode=MODE_WORDS[mode.lower()],
            guides={
                "supervisor": supervisor, "school_educator": school_educator, "institute_educator": institute_educator
            },
            location=location,
        )  # fmt: skip
