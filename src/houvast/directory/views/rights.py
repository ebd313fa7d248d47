"""Rights and duties: the pages, and the questions with their answers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from houvast import lawbook
from houvast.core.law.answers import Answer
from houvast.core.law.errors import QuestionError
from houvast.directory.content.entry import Entry, Sort
from houvast.directory.content.reading import of_sort
from houvast.directory.forms import ShortQuestionForm
from houvast.directory.marks import as_html
from houvast.directory.queries.finding import entry_named, language, named
from houvast.directory.queries.law import told
from houvast.directory.queries.programmes import programmes
from houvast.directory.resting import asking_review
from houvast.directory.views.public import public, shown
from houvast.directory.words import THEME_NAMES
from houvast.directory.wrong_facts import put_beside
from houvast.people.clock import today

PROGRAMMES = "programmes-near"
"""The one answer that is a list: of the programmes of the schools here."""


@require_safe
@public
def rights(request: HttpRequest) -> HttpResponse:
    """All pages about rights and duties."""
    pages = sorted(of_sort(Sort.RIGHTS), key=lambda one: one.number)
    context = {"pages": [(one.slug, one.in_(language())) for one in pages]}
    return shown(request, "directory/rights.html", context, here="rights")


@require_safe
@public
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page: what holds, what you can do now, until when, who helps, and what it rests on."""
    entry = _named_or_404(Sort.RIGHTS, slug)
    questions = [one for one in of_sort(Sort.ANSWER) if slug in one.see]
    context = _texts(entry) | {"questions": [(one.slug, one.in_(language()).title) for one in questions]}
    return shown(request, "directory/page.html", context, here="rights")


@require_safe
@public
def answers(request: HttpRequest) -> HttpResponse:
    """All questions, by theme."""
    listed = sorted(of_sort(Sort.ANSWER), key=lambda one: one.number)
    themes = [
        (title, [(one.slug, one.in_(language()).title) for one in listed if one.theme == theme])
        for theme, title in THEME_NAMES.items()
    ]
    return shown(request, "directory/answers.html", {"themes": themes}, here="answers")


@require_http_methods(["GET", "HEAD", "POST"])
@public
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """One question. What is filled in travels in the body, is answered by the rule, and is forgotten."""
    entry = _named_or_404(Sort.ANSWER, slug)
    context = _texts(entry)
    if slug == PROGRAMMES:
        query = request.GET.get("q", "")[:60]
        context |= {"programmes": programmes(query), "query": query, "lists_programmes": True}
    if entry.asking is None:
        return shown(request, "directory/answer.html", context, here="answers")
    if request.method != "POST":
        form = ShortQuestionForm(entry.asking, today())
        return shown(request, "directory/answer.html", context | {"form": form}, here="answers")
    form = ShortQuestionForm(entry.asking, today(), request.POST)
    found = _asked(form)
    context |= {"form": form}
    if found is None:
        return shown(request, "directory/answer.html", context, here="answers", status=422)
    context["answer"] = told(lawbook.rule_named(entry.asking.rule), found, language())
    return shown(request, "directory/answer.html", context, here="answers")


def _asked(form: ShortQuestionForm) -> Answer | None:
    """The rule's answer; None when the form must be mended, with the error beside its field."""
    if not form.is_valid():
        return None
    try:
        return lawbook.ask(form.rule.id, form.facts(), on=today())
    except QuestionError as error:
        put_beside(error, form)
        return None


def _named_or_404(sort: Sort, slug: str) -> Entry:
    entry = entry_named(sort, slug)
    if entry is None:
        raise Http404
    return entry


def _texts(entry: Entry) -> dict[str, Any]:
    words = entry.in_(language())
    return {
        "entry": entry,
        "words": words,
        "body": as_html(words.body),
        "helpers": named(Sort.SERVICE, entry.helpers),
        "see": named(Sort.RIGHTS, entry.see),
        "asks_review": bool(asking_review((entry,), on=today())),
    }
