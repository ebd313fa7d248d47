"""What the pages are measured against: a page that says nothing new, and a plain Django list of the same fifty rows."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import path

from houvast.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

MIDDLEWARE = (
    "bench.schools.plain.OwnAddresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)
"""What `django-admin startproject` gives, behind the line that points at the addresses below."""

LIST = Template(
    """{% load i18n %}<!DOCTYPE html><html lang="nl"><head><title>Studenten</title></head><body><h1>Studenten</h1>
<table><thead><tr><th>Naam</th><th>Nummer</th><th>Gesproken</th><th>Afspraak</th><th></th></tr></thead><tbody>
{% for student in students %}<tr>
<td><a href="{% url 'student' student.pk %}">{{ student.name }}</a></td>
<td>{{ student.number }}</td>
<td>{% if student.contact.latest_talk_on %}{{ student.contact.latest_talk_on|timesince }}{% endif %}</td>
<td>{{ student.contact.next_due_on|date:"D j M" }}</td>
<td><a href="{% url 'record-talk' student.pk %}">{% translate "Record a talk" %}</a></td>
</tr>{% endfor %}</tbody></table></body></html>"""
)


class OwnAddresses:
    """Points a request at the two pages of this module."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/plain/"):
            request.urlconf = "bench.schools.plain"
        return self.get_response(request)


def constant(_request: HttpRequest) -> HttpResponse:
    """Nothing but an answer."""
    return HttpResponse("constant")


def fifty_rows(request: HttpRequest) -> HttpResponse:
    """One query along its index, no policy, no log, no frame: fifty students (or `rows`) by how long they wait."""
    students = Person.objects.select_related("contact").filter(
        contact__organisation=uuid.UUID(request.GET["organisation"])
    )
    waiting = students.order_by("contact__waits_since", "contact__student_id")[: int(request.GET.get("rows", 50))]
    return HttpResponse(LIST.render(Context({"students": waiting})))


REGISTER = Template(
    """{% load i18n %}<!DOCTYPE html><html lang="nl"><head><title>Klas</title></head><body><h1>Klas</h1>
<form method="post">{% for field in form %}<p>
<label for="{{ field.id_for_label }}">{{ field.label }}</label>{{ field }}</p>
{% endfor %}<button>{% translate "Save" %}</button></form></body></html>"""
)
PRESENCES = [(str(number), f"Keuze {number}") for number in range(9)]


def register(request: HttpRequest) -> HttpResponse:
    """One query for a class and a field of nine choices for each student, drawn as Django draws a form."""
    students = Person.objects.filter(memberships__unit=uuid.UUID(request.GET["unit"])).order_by("sort_name")
    form = forms.Form(renderer=DjangoTemplates())
    form.fields["day"] = forms.DateField()
    for one in students:
        form.fields[f"mark-{one.pk}"] = forms.ChoiceField(label=one.name, choices=PRESENCES, required=False)
    return HttpResponse(REGISTER.render(Context({"form": form})))


def _urls() -> list[object]:
    from houvast.settings.urls import urlpatterns as houvast

    return [
        *houvast,
        path("plain/constant/", constant),
        path("plain/students/", fifty_rows),
        path("plain/register/", register),
    ]


urlpatterns = _urls()
