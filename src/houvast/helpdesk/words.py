"""What themes, channels and the rest are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from houvast.helpdesk.models import Accompaniment, Contest, Conversation, Entry, Publication

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Theme, Channel, Asker, Sector = Conversation.Theme, Conversation.Channel, Conversation.Asker, Conversation.Sector

THEMES: dict[str, StrPromise] = {
    Theme.FINANCE: _("Student finance and costs"),
    Theme.SUPPORT: _("Support and adjustments at school"),
    Theme.STUDY_ADVICE: _("Study advice"),
    Theme.ADMISSION: _("Admission and placement"),
    Theme.PRIVACY: _("Privacy"),
    Theme.ABSENCE: _("Absence and compulsory school"),
    Theme.TRANSFER: _("To another school or programme"),
    Theme.LEAVING: _("Suspension, removal, deregistration"),
    Theme.MONEY_HOME: _("Money, home and family"),
    Theme.COMPLAINT: _("Complaint, objection, appeal"),
    Theme.OTHER: _("Something else"),
}
CHANNELS: dict[str, StrPromise] = {
    Channel.FORM: pgettext_lazy("channel", "form"),
    Channel.MAIL: pgettext_lazy("channel", "mail"),
    Channel.PHONE: pgettext_lazy("channel", "phone"),
    Channel.CHAT: pgettext_lazy("channel", "chat"),
    Channel.VISIT: pgettext_lazy("channel", "a talk in person"),
}
ASKERS: dict[str, StrPromise] = {
    Asker.STUDENT: _("A student"),
    Asker.PARENT: _("A parent or carer"),
    Asker.PROFESSIONAL: _("Somebody who works with young people"),
    Asker.OTHER: _("Somebody else"),
}
SECTORS: dict[str, StrPromise] = {
    Sector.MBO: _("mbo"),
    Sector.TO_MBO: _("the step to mbo"),
    Sector.OTHER: _("other education"),
}
STATUSES: dict[str, StrPromise] = {
    Conversation.Status.NEW: pgettext_lazy("conversation", "waits for an answer"),
    Conversation.Status.ANSWERED: pgettext_lazy("conversation", "answered"),
    Conversation.Status.CLOSED: pgettext_lazy("conversation", "closed"),
}
ALONG: dict[str, StrPromise] = {
    Accompaniment.Kind.ADVICE: _("Personal advice"),
    Accompaniment.Kind.COMPLAINT: _("Along in a complaint"),
    Accompaniment.Kind.OBJECTION: _("Along in an objection"),
    Accompaniment.Kind.APPEAL: _("Along in an appeal"),
}
ROUTES: dict[str, StrPromise] = {
    Contest.Route.APPEAL: pgettext_lazy("route", "appeal"),
    Contest.Route.OBJECTION: pgettext_lazy("route", "objection"),
    Contest.Route.COMPLAINT: pgettext_lazy("route", "complaint"),
}
BODIES: dict[str, StrPromise] = {
    Contest.Route.APPEAL: _("the appeals board"),
    Contest.Route.OBJECTION: _("the board of the school, advised by the objections committee"),
    Contest.Route.COMPLAINT: _("the complaints committee"),
}
MATTERS: dict[str, StrPromise] = {
    "study_advice": _("A study advice: I have to stop my programme"),
    "exam": _("A decision about an exam or a diploma"),
    "suspension": _("I was suspended"),
    "removal": _("I am removed from school"),
    "admission": _("I was not admitted"),
    "support": _("I do not get the support or adjustment that I need"),
    "treatment": _("How I was treated"),
    "other_decision": _("Another decision of the school"),
}
ENTRY_STATUSES: dict[str, StrPromise] = {
    Entry.Status.PROPOSED: pgettext_lazy("answer", "to be checked"),
    Entry.Status.PUBLISHED: pgettext_lazy("answer", "public"),
    Entry.Status.WITHDRAWN: pgettext_lazy("answer", "withdrawn"),
}
PUBLICATION_STATUSES: dict[str, StrPromise] = {
    Publication.Status.PROPOSED: pgettext_lazy("outcome", "to be read by a second member"),
    Publication.Status.PUBLISHED: pgettext_lazy("outcome", "public"),
    Publication.Status.WITHDRAWN: pgettext_lazy("outcome", "withdrawn"),
}
