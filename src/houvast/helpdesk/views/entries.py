"""The library as the helpdesk sees it: propose an answer, check it, publish or withdraw it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.helpdesk.actions import entries as actions
from houvast.helpdesk.anonymous import points_to
from houvast.helpdesk.forms.answering import CheckForm, EntryForm
from houvast.helpdesk.models import Entry
from houvast.helpdesk.queries import inbox as reading
from houvast.helpdesk.rights import works_at_helpdesk
from houvast.helpdesk.words import ENTRY_STATUSES, THEMES
from houvast.people.carrying import carry_out
from houvast.people.clock import now
from houvast.people.submissions import new_key
from houvast.privacy import door
from houvast.web.components import Link, Rating, Row


@login_required
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Every answer: to be checked, public, withdrawn."""
    viewer = door.viewer(request)
    status = request.GET.get("status", "")
    page = Paginator(reading.entries(viewer, status), reading.PAGE).get_page(request.GET.get("page"))
    here = reverse("helpdesk:library")
    context = {
        "tabs": [
            Link(label=gettext("Everything"), url=here, current=not status),
            *(
                Link(label=str(words).capitalize(), url=f"{here}?status={code}", current=code == status)
                for code, words in ENTRY_STATUSES.items()
            ),
        ],
        "rows": [_row(one) for one in page],
        "page": page,
        "next_url": f"?status={status}&page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "helpdesk/library.html", context)


def _row(entry: Entry) -> Row:
    url = reverse("helpdesk:entry", args=(entry.pk,))
    waits = entry.status == Entry.Status.PROPOSED
    return Row(
        name=entry.question_nl,
        url=url,
        about=str(THEMES[entry.theme]),
        why=str(ENTRY_STATUSES[entry.status]),
        rating=Rating.AMBER if waits else "",
        due_text=gettext("used %(n)s times") % {"n": entry.used} if entry.used else "",
        action_label=gettext("Check") if waits else gettext("Open"),
        action_url=url,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_entry(request: HttpRequest, conversation_id: uuid.UUID | None = None) -> HttpResponse:
    """A new answer; from a conversation the question and the answer stand there already, without who it was."""
    viewer = door.viewer(request)
    begin = None
    if conversation_id is not None:
        begin = reading.as_entry(reading.conversation_for(viewer, conversation_id))
    elif not works_at_helpdesk(viewer):
        reading.entries(viewer)  # a 404
    form = EntryForm(request.POST or None, initial=begin)

    def page(status: int = 200) -> HttpResponse:
        context = {"form": form, "asked": begin and begin["asked"], "key": request.POST.get("submission") or new_key()}
        return render(request, "helpdesk/new_entry.html", context, status=status)

    if request.method != "POST":
        return page()

    def work() -> str:
        made = actions.propose(draft=form.draft(), by=viewer, at=now())
        return reverse("helpdesk:entry", args=(made.pk,))

    return carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """One answer: read it, see what may point to somebody, publish it, or write it better."""
    viewer = door.viewer(request)
    found = reading.entry_for(viewer, entry_id)
    wanted = request.POST.get("do", "check")
    writes = wanted == "change"
    names = ("theme", "question_nl", "answer_nl", "source", "question_en", "answer_en", "revision")
    typed = {name: getattr(found, name) for name in names}
    change = EntryForm(request.POST if writes else None, initial=typed)
    check = CheckForm(
        request.POST if wanted == "check" and request.POST else None, initial={"revision": found.revision}
    )
    here = reverse("helpdesk:entry", args=(found.pk,))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "entry": found,
            "theme": THEMES[found.theme],
            "status_word": ENTRY_STATUSES[found.status],
            "points": points_to(f"{found.question_nl}\n{found.answer_nl}\n{found.question_en}\n{found.answer_en}"),
            "check": check,
            "change": change,
            "keys": [new_key() for _ in range(3)],
        }
        return render(request, "helpdesk/entry.html", context, status=status)

    if request.method != "POST":
        return page()

    def work() -> str:
        if writes:
            actions.change(
                entry=found, draft=change.draft(), by=viewer, seen_revision=change.cleaned_data["revision"] or 0
            )
            messages.success(request, gettext("It is kept. Somebody reads it before it is public."))
        elif wanted == "withdraw":
            actions.withdraw(entry=found, by=viewer, seen_revision=found.revision)
        else:
            actions.publish(entry=found, by=viewer, on=viewer.day, seen_revision=check.cleaned_data["revision"])
            messages.success(request, gettext("This answer is public now."))
        return here

    form = change if writes else check
    if wanted == "withdraw":
        form = CheckForm({"read": "on", "revision": found.revision})
    return carry_out(request, form, work, page)
