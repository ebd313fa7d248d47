"""What the codes of the law's facts and outcomes are called on screen."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LABELS = {
    "none": _("none"),
    "pro": _("certificate of practical education (pro)"),
    "vso": _("certificate of special secondary education (vso)"),
    "vmbo_bb": _("vmbo diploma, basic vocational"),
    "vmbo_kb": _("vmbo diploma, middle management vocational"),
    "vmbo_gl": _("vmbo diploma, combined"),
    "vmbo_tl": _("vmbo diploma, theoretical (mavo)"),
    "entree": _("mbo diploma entree (level 1)"),
    "mbo2": _("mbo diploma level 2"),
    "mbo3": _("mbo diploma level 3"),
    "mbo4": _("mbo diploma level 4"),
    "havo": _("havo diploma"),
    "vwo": _("vwo diploma"),
    "havo3_passed": _("passed from havo 3 to havo 4"),
    "authorised": _("authorised"),
    "unauthorised": _("unauthorised"),
    "late": _("too late"),
    "sick": _("sick"),
    "luxury": _("holiday in term time (luxury absence)"),
    "study_advice": _("a negative study advice"),
    "removal": _("a removal"),
    "suspension": _("a suspension"),
    "exam": _("a decision on an examination"),
    "full_time": _("full time"),
    "part_time": _("part time"),
    "compulsory_education": _("compulsory education"),
    "qualification_duty": _("qualification duty"),
    "followed": _("followed by the Doorstroompunt or RMC"),
    "objection": _("objection"),
    "appeal": _("appeal"),
    "complaint": _("complaint"),
    "civil_court": _("civil court"),
    "right": _("a right to be admitted"),
    "may_be_refused": _("may be refused"),
    "no": _("no"),
    "green": _("green"),
    "amber": _("amber"),
    "red": _("red"),
    "noord": _("north"),
    "midden": _("middle"),
    "zuid": _("south"),
    "mbo": _("mbo"),
    "hbo": _("hbo"),
    "clock_hour": _("clock hour"),
    "lesson_hour": _("lesson hour"),
    "absence": _("absence"),
    "health": _("health"),
    "progress": _("progress"),
    "admission": _("admission"),
    "support": _("support and adjustments"),
    "treatment": _("how somebody was treated"),
    "other_decision": _("another decision"),
    "death": _("death"),
    "diploma": _("the diploma was earned"),
    "disciplinary": _("conduct"),
    "moved": _("moved away"),
    "no_show": _("did not appear"),
    "other_programme": _("another programme"),
    "own_request": _("the student's own request"),
    "unsuitability": _("unsuitable for the profession"),
}


def label_of(code: object) -> str:
    """The words for a code; a code without words of its own is shown with its underscores as spaces."""
    if isinstance(code, bool):
        return gettext("yes") if code else gettext("no")
    return str(LABELS.get(str(code), str(code).replace("_", " ")))
