"""Asking the law on screen: which questions there are, one question, its answer. Nothing of it is kept."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from houvast import lawbook
from houvast.core.law.answers import Answer
from houvast.core.law.catalogue import rule_named
from houvast.core.law.errors import QuestionError
from houvast.core.law.rule import Rule
from houvast.directory.forms.law import QuestionForm
from houvast.directory.queries.law import questions, told
from houvast.directory.views.public import public
from houvast.directory.wrong_facts import put_beside
from houvast.people.clock import today


@require_safe
@public
def law(request: HttpRequest) -> HttpResponse:
    """Every question the law book can answer, grouped by what it is about."""
    return render(request, "directory/law.html", {"groups": questions(get_language() or "nl")})


@require_http_methods(["GET", "HEAD", "POST"])
@public
def question(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One question. The facts travel in the body and are forgotten, so that no birth date stands in an address."""
    try:
        rule = rule_named(rule_id)
    except QuestionError as error:
        raise Http404 from error
    if request.method != "POST":
        return _page(request, rule, QuestionForm(rule, today()))
    form = QuestionForm(rule, today(), request.POST)
    if not form.is_valid():
        return _page(request, rule, form, status=422)
    try:
        answer = lawbook.ask(rule_id, form.facts(), on=form.cleaned_data["on"])
    except QuestionError as error:
        put_beside(error, form)
        return _page(request, rule, form, status=422)
    return _page(request, rule, form, answer=answer)


def _page(
    request: HttpRequest, rule: Rule[Any], form: QuestionForm, *, answer: Answer | None = None, status: int = 200
) -> HttpResponse:
    language = get_language() or "nl"
    context = {
        "title": rule.title.in_(language),
        "question": rule.question.in_(language),
        "form": form,
        "answer": told(rule, answer, language) if answer else None,
    }
    return render(request, "directory/question.html", context, status=status)
