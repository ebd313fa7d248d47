"""Words of the directory: themes of questions, what can be wrong with a row of a file."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from houvast.directory.models import Service, ServiceDoubt
from houvast.directory.service_file import Wrong

NAME: Promise = _("Help and rights")
"""What the way in is called, wherever it stands."""

THEME_NAMES: dict[str, Promise] = {
    "application": _("Applying and choosing"),
    "study-advice": _("Study advice"),
    "refusal": _("Being refused"),
    "money": _("Money"),
    "duty": _("Must I go to school?"),
    "rules": _("Rules and complaints"),
    "placement": _("On placement"),
    "removal": _("Suspension and removal"),
    "exemption": _("Exemption and going faster"),
}

STATE_NAMES: dict[str, Promise] = {
    Service.State.WAITING: _("Waits for review"),
    Service.State.PUBLISHED: _("Public"),
    Service.State.WITHDRAWN: _("Withdrawn"),
}

FAULTS: dict[str, Promise] = {
    ServiceDoubt.Fault.REACH: _("The phone number or address does not work"),
    ServiceDoubt.Fault.CLOSED: _("This help is no longer there"),
    ServiceDoubt.Fault.FOR_WHOM: _("It is for somebody else than it says"),
    ServiceDoubt.Fault.WHERE_AND_WHEN: _("The place or the hours are different"),
    ServiceDoubt.Fault.OTHER: pgettext_lazy("what is not right", "Something else"),
}
"""What a reader can say is not right."""

WRONG_WORDS: dict[Wrong, Promise] = {
    Wrong.NO_ROWS: _("There is no row in this file."),
    Wrong.TOO_MANY: _("There are too many rows. Share them out over several files."),
    Wrong.NOT_UTF8: _("The file is not in UTF-8. Save it as CSV UTF-8."),
    Wrong.COLUMN_MISSING: _("This column is missing."),
    Wrong.COLUMN_UNKNOWN: _("This column is not known. Leave it out, or look at its name."),
    Wrong.CELLS: _("There are more cells than columns. Put quotes around texts with a comma."),
    Wrong.MISSING: _("This cell may not be empty."),
    Wrong.TOO_LONG: _("This text is too long."),
    Wrong.KIND: _("This kind of help is not known. The kinds stand below the form."),
    Wrong.AREA: _("This life area is not known. Write them as in the template, with a space between."),
    Wrong.LEVEL: _("A level is 1, 2, 3 or 4, with a space between."),
    Wrong.NUMBER: _("This is not a whole number that fits."),
    Wrong.AGES: _("This age lies before the first one."),
    Wrong.YES_NO: _("Write yes or no (ja or nee)."),
    Wrong.DAY: _("Write a day as 2027-03-15."),
    Wrong.DAY_AHEAD: _("This day is still to come."),
    Wrong.MAIL: _("This is not an e-mail address."),
    Wrong.SITE: _("Write an address that begins with https://."),
    Wrong.PHONE: _("This is not a phone number."),
    Wrong.TWICE: _("This code stands in an earlier row too."),
}
