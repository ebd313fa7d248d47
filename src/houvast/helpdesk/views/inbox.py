"""The helpdesk at work: what came in, one conversation, what was phoned in, the figures."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.core.access.words import Action
from houvast.core.law.errors import QuestionError
from houvast.helpdesk.actions import accompanying, answering
from houvast.helpdesk.forms.answering import AlongForm, AnswerForm, EndForm, NoteForm, SortForm
from houvast.helpdesk.forms.asking import WrittenDownForm
from houvast.helpdesk.models import Conversation, Entry
from houvast.helpdesk.queries import figures as counting
from houvast.helpdesk.queries import inbox as reading
from houvast.helpdesk.queries import public
from houvast.helpdesk.rights import works_at_helpdesk
from houvast.helpdesk.words import ALONG, ASKERS, CHANNELS, SECTORS, STATUSES, THEMES
from houvast.people.carrying import carry_out, press
from houvast.people.clock import now
from houvast.people.posted import seen_revision
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Column, Fact, Link


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The conversations by status, the longest waiting first; those walked along with on top."""
    viewer = door.viewer(request)
    status = request.GET.get("status", Conversation.Status.NEW)
    theme = request.GET.get("theme", "")
    page = Paginator(reading.conversations(viewer, status, theme), reading.PAGE).get_page(request.GET.get("page"))
    here = reverse("helpdesk:inbox")
    context = {
        "tabs": [
            Link(label=str(words).capitalize(), url=f"{here}?status={code}", current=code == status)
            for code, words in STATUSES.items()
        ],
        "page": page,
        "rows": reading.rows(page, viewer.day),
        "watched": reading.watched(viewer, viewer.day) if status == Conversation.Status.NEW else (),
        "themes": list(THEMES.items()),
        "theme": theme,
        "status": status,
        "next_url": f"?status={status}&theme={theme}&page={page.next_page_number()}" if page.has_next() else "",
        "today": viewer.day,
    }
    return render(request, "helpdesk/inbox.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: HttpRequest, conversation_id: uuid.UUID) -> HttpResponse:
    """One conversation: what was said, an answer from the library or an own one, notes, and walking along."""
    viewer = door.viewer(request)
    found = reading.conversation_for(viewer, conversation_id)
    chosen = _chosen_entry(request, viewer)
    form = AnswerForm(
        request.POST or None,
        initial={"revision": found.revision, "text": chosen.answer_nl if chosen else "", "entry": chosen and chosen.pk},
    )

    def page(status: int = 200) -> HttpResponse:
        return _page(request, viewer, found, form, status)

    if request.method != "POST":
        return page()

    def work() -> str:
        typed = form.cleaned_data
        answering.answer(
            conversation=found,
            by=viewer,
            text=typed["text"],
            at=now(),
            seen_revision=typed["revision"],
            entry=reading.entry_for(viewer, typed["entry"]) if typed["entry"] else None,
            closes=typed["closes"],
        )
        messages.success(request, gettext("Your answer is with the asker."))
        return reverse("helpdesk:conversation", args=(found.pk,))

    return carry_out(request, form, work, page)


def _chosen_entry(request: HttpRequest, viewer: Viewer) -> Entry | None:
    try:
        return reading.entry_for(viewer, uuid.UUID(request.GET["entry"]))
    except (KeyError, ValueError, Http404):
        return None


def _page(
    request: HttpRequest, viewer: Viewer, found: Conversation, form: AnswerForm, status: int = 200
) -> HttpResponse:
    along = reading.accompaniment_of(found)
    sorted_as = {name: getattr(found, name) for name in ("theme", "asker_kind", "sector", "about", "revision")}
    context: dict[str, Any] = {
        "conversation": found,
        "title": found.subject or found.reference,
        "said": reading.messages_of(found),
        "status_word": STATUSES[found.status],
        "facts": [
            Fact(label=gettext("Reference"), value=found.reference),
            Fact(label=gettext("What is it about?"), value=THEMES[found.theme]),
            Fact(label=gettext("Who asks?"), value=ASKERS[found.asker_kind]),
            Fact(label=gettext("Which education?"), value=SECTORS[found.sector]),
            Fact(label=gettext("About which school?"), value=found.about or gettext("not said")),
            Fact(label=gettext("How did it come in?"), value=CHANNELS[found.channel]),
            Fact(label=gettext("Mail address known?"), value=_mail_word(found)),
        ],
        "form": form,
        "entries": reading.usable_entries(viewer, found.theme)[:10],
        "sort_form": SortForm(initial=sorted_as, prefix="sort"),
        "note_form": NoteForm(prefix="note"),
        "along": along,
        "along_word": ALONG[along.kind] if along else "",
        "along_form": None if along else AlongForm(prefix="along", initial={"kind": "advice"}),
        "end_form": EndForm(prefix="end", initial={"revision": along.revision}) if along else None,
        "keys": [new_key() for _ in range(7)],
        "today": viewer.day,
    }
    return render(request, "helpdesk/conversation.html", context, status=status)


def _mail_word(found: Conversation) -> str:
    if found.asker and found.asker.email:
        return gettext("yes, the asker gets a mail that there is an answer")
    return gettext("no, the asker reads it by the private link")


@login_required
@require_POST
def step(request: HttpRequest, conversation_id: uuid.UUID, what: str) -> HttpResponse:
    """Note, sort, walk along, end that, close, or make a new link: each a form on the page of the conversation."""
    viewer = door.viewer(request)
    found = reading.conversation_for(viewer, conversation_id, Action.RECORD)
    here = reverse("helpdesk:conversation", args=(found.pk,))
    match what:
        case "note":
            note = NoteForm(request.POST, prefix="note")
            return _small(
                request,
                note,
                here,
                lambda: answering.note(conversation=found, by=viewer, text=note.cleaned_data["text"], at=now()),
            )
        case "sort":
            sort = SortForm(request.POST, prefix="sort")
            return _small(
                request,
                sort,
                here,
                lambda: answering.sort(
                    conversation=found,
                    by=viewer,
                    seen_revision=sort.cleaned_data["revision"],
                    **{name: sort.cleaned_data[name] for name in ("theme", "asker_kind", "sector", "about")},
                ),
            )
        case "along":
            along = AlongForm(request.POST, prefix="along")
            return _small(
                request,
                along,
                here,
                lambda: accompanying.walk_along(conversation=found, by=viewer, on=viewer.day, **along.cleaned_data),
            )
        case "end":
            return _end(request, viewer, found, here)
        case "close" | "link":
            act = answering.close if what == "close" else answering.renew_link

            def work() -> str:
                act(conversation=found, by=viewer, at=now(), seen_revision=seen_revision(request, found.revision))
                return here

            return press(request, work, again_url=here)
        case _:
            raise Http404


def _end(request: HttpRequest, viewer: Viewer, found: Conversation, here: str) -> HttpResponse:
    running = reading.accompaniment_of(found)
    if running is None:
        raise Http404
    form = EndForm(request.POST, prefix="end")
    return _small(
        request,
        form,
        here,
        lambda: accompanying.end(
            accompaniment=running,
            by=viewer,
            outcome=form.cleaned_data["outcome"],
            on=viewer.day,
            seen_revision=form.cleaned_data["revision"],
        ),
    )


def _small(request: HttpRequest, form: Any, here: str, do: Any) -> HttpResponse:
    """A small form on a larger page: wrong, it is shown alone with what is wrong; right, back to the page."""

    def page(status: int = 200) -> HttpResponse:
        return render(request, "helpdesk/one_form.html", {"form": form, "back": here, "key": new_key()}, status=status)

    def work() -> str:
        try:
            do()
        except QuestionError as error:
            raise CannotBeDone(str(error.text.nl)) from error
        return here

    return carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest) -> HttpResponse:
    """A question by phone, chat or in person (S-462)."""
    viewer = door.viewer(request)
    if not works_at_helpdesk(viewer):
        raise Http404
    form = WrittenDownForm(request.POST or None)

    def page(status: int = 200) -> HttpResponse:
        context = {"form": form, "key": request.POST.get("submission") or new_key()}
        return render(request, "helpdesk/write_down.html", context, status=status)

    if request.method != "POST":
        return page()

    def work() -> str:
        made = answering.write_down(question=form.question(), by=viewer, at=now())
        return reverse("helpdesk:conversation", args=(made.pk,))

    return carry_out(request, form, work, page)


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Questions per theme and year, small numbers hidden (S-464 to S-466)."""
    viewer = door.viewer(request)
    by = request.GET.get("by", "theme")
    found = counting.figures(viewer, by)
    titles = {
        "theme": gettext("By theme"),
        "asker": gettext("By who asks"),
        "channel": gettext("By way in"),
        "sector": gettext("By education"),
    }
    here = reverse("helpdesk:figures")
    hidden = gettext("hidden")
    context = {
        "tabs": [Link(label=words, url=f"{here}?by={code}", current=code == by) for code, words in titles.items()],
        "title": titles.get(by, titles["theme"]),
        "columns": [
            Column(label=""),
            *(Column(label=str(year), numeric=True) for year in found.years),
            Column(label=gettext("Together"), numeric=True),
        ],
        "table": [
            *(
                [label, *(hidden if one is None else one for one in cells), hidden if total is None else total]
                for label, cells, total in found.rows
            ),
            [gettext("All questions"), *(hidden if one is None else one for one in found.totals), ""],
            [
                gettext("More than information was needed"),
                *(hidden if one is None else one for one in found.more_than_information),
                "",
            ],
        ],
        "least": counting.RULE.least,
        "desk": public.desk(),
    }
    return render(request, "helpdesk/figures.html", context)
