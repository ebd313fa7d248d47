"""What a workplace supervisor sees and does with a link, without an account.

The first POST binds the link to a device; a GET changes nothing, so that a mail scanner that follows links opens
nothing. What the pages show is asked of the same policy as for everybody, as the person the link was made for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.core.access.words import Action, Data, Purpose
from houvast.people.carrying import carry_out
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.posted import posted
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key, once_as
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.link_reads import note_read_by_link
from houvast.privacy.scope import organisation_scope
from houvast.workplace.actions import links as acts
from houvast.workplace.actions.meetings import raise_concern
from houvast.workplace.actions.visits import confirm_visit
from houvast.workplace.forms.meetings import ConcernForm
from houvast.workplace.forms.visits import CodeForm, VisitForm
from houvast.workplace.models import ProgressReview, Triad, WorkplaceLink
from houvast.workplace.queries import link_pages, links, review_pages
from houvast.workplace.review_form import Side
from houvast.workplace.views import review_steps
from houvast.workplace.views.reviews import pdf_answer

COOKIE = "houvast-link-"
GONE = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A link that runs, opened on its own device by the person it was made for."""

    link: WorkplaceLink
    token: str
    viewer: Viewer

    @property
    def home(self) -> str:
        """The first page behind this link."""
        return reverse("workplace:by-link", args=(self.token,))

    def at(self, name: str, *more: str) -> str:
        """The address of another page behind this link."""
        return reverse(f"workplace:{name}", args=(self.token, *more))

    @property
    def way(self) -> review_steps.Way:
        """How the steps of a review are done here."""
        person = self.viewer.person
        do = partial(once_as, person_id=person.pk, organisation_id=self.link.of_id)
        return review_steps.Way(home=self.home, by_link=True, do_once=do)


Handler = Callable[..., HttpResponse]


def _cookie(link: WorkplaceLink) -> str:
    return COOKIE + link.pk.hex[-12:]


def behind_link(handler: Handler) -> Handler:
    """Ends in a friendly page for a link that does not run, and in the door page on another device."""

    @never_cache
    @sensitive_variables("token", "device")
    @wraps(handler)
    def opened(request: HttpRequest, token: str, **more: str) -> HttpResponse:
        link = links.link_behind(token, at=now())
        if link is None:
            return _ended(request)
        with organisation_scope([link.of_id]):
            person = links.person_of(link)
            if person is None:
                return _ended(request)
            _speak(request, person)
            if not acts.is_device(link, request.COOKIES.get(_cookie(link), "")):
                return _door(request, link, person, token)
            return handler(request, Opened(link=link, token=token, viewer=Viewer(person)), **more)

    return opened


def _speak(request: HttpRequest, person: Person) -> None:
    """In the language of the person, unless another was chosen on this device."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and person.language in dict(settings.LANGUAGES):
        translation.activate(person.language)


def _ended(request: HttpRequest) -> HttpResponse:
    return render(request, "workplace/link_ended.html", status=GONE)


def _door(
    request: HttpRequest,
    link: WorkplaceLink,
    person: Person,
    token: str,
    form: CodeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = link.code_until is not None and link.code_until > now()
    context = {
        "token": token,
        "first": not link.device_hash,
        "asked": asked,
        "mail": link_pages.veiled(person.email),
        "form": form or CodeForm(initial={"code": request.GET.get("code", "")[:12]}),
        "shows_code": asked or "code" in request.GET,
    }
    return render(request, "workplace/link_door.html", context, status=status)


def _with_device(response: HttpResponse, link: WorkplaceLink, device: str) -> HttpResponse:
    response.set_cookie(
        _cookie(link),
        device,
        expires=link.expires_at,
        path="/w/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _unbound(token: str) -> tuple[WorkplaceLink, Person]:
    link = links.link_behind(token, at=now())
    if link is None:
        raise Http404
    with organisation_scope([link.of_id]):
        person = links.person_of(link)
    if person is None:
        raise Http404
    return link, person


@never_cache
@sensitive_variables("token", "device")
@require_POST
def open_here(_request: HttpRequest, token: str) -> HttpResponse:
    """Bind the link to this device, when no other was first."""
    link, _person = _unbound(token)
    device = acts.bind(link=link, at=now())
    response = HttpResponseRedirect(reverse("workplace:by-link", args=(token,)))
    return _with_device(response, link, device) if device else response


@never_cache
@sensitive_variables("token")
@require_POST
def ask_code(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a code to the address of the person for whom the link was made."""
    link, person = _unbound(token)
    _speak(request, person)
    with organisation_scope([link.of_id]):
        try:
            acts.send_code(link=link, person=person, token=token, at=now())
        except CannotBeDone as reason:
            form = CodeForm(posted(request))
            form.is_valid()
            form.add_error(None, str(reason))
            return _door(request, link, person, token, form, 422)
    return HttpResponseRedirect(reverse("workplace:by-link", args=(token,)))


@never_cache
@sensitive_variables("token", "device")
@require_POST
def use_code(request: HttpRequest, token: str) -> HttpResponse:
    """Open on this device with the code; the device before no longer opens it."""
    link, person = _unbound(token)
    _speak(request, person)
    form = CodeForm(posted(request))
    if form.is_valid():
        device = acts.use_code(link=link, code=form.cleaned_data["code"], at=now())
        if device:
            return _with_device(HttpResponseRedirect(reverse("workplace:by-link", args=(token,))), link, device)
        form.add_error("code", gettext("This code does not fit, or its quarter of an hour is over."))
    with organisation_scope([link.of_id]):
        return _door(request, link, person, token, form, 422)


def _review(request: HttpRequest, opened: Opened, action: Action = Action.SEE) -> ProgressReview:
    if opened.link.purpose != WorkplaceLink.Purpose.REVIEW:
        raise Http404
    found = links.review_of(opened.link)
    if found is None or not door.may(opened.viewer, found.student, Data.PROGRESS_REVIEW, action):
        raise Http404
    _note(request, opened, found.student)
    return found


def _triad(request: HttpRequest, opened: Opened) -> Triad:
    if opened.link.purpose != WorkplaceLink.Purpose.PLACEMENT:
        raise Http404
    found = links.triad_behind(opened.link, at=now())
    if found is None or not door.may(opened.viewer, found.student, Data.WORKPLACE_GUIDANCE, Action.RECORD):
        raise Http404
    _note(request, opened, found.student)
    return found


def _note(request: HttpRequest, opened: Opened, student: Person) -> None:
    note_read_by_link(request, reader=opened.viewer.person.pk, student=student, purpose=Purpose.GUIDANCE)


@require_safe
@behind_link
def home(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The review, or the page of the placement."""
    if opened.link.purpose == WorkplaceLink.Purpose.REVIEW:
        found = _review(request, opened)
        context = review_pages.review_page(found, opened.viewer)
        sides = [one.value for one in review_steps.sides_for(opened.viewer, found)] if context["may_fill"] else []
        own = next((one for one in sides if one != Side.TOGETHER), Side.TOGETHER.value)
        urls = {
            "sign_url": opened.at("link-sign"),
            "paper_url": opened.at("link-file"),
            "fill_together_url": opened.at("link-fill", Side.TOGETHER.value),
            "fill_own_url": opened.at("link-fill", own),
        }
        return render(request, "workplace/review.html", {**context, **urls, "sides": sides, "by_link": True})
    triad = _triad(request, opened)
    context = link_pages.placement_page(triad, opened.viewer)
    urls = {"concern_url": opened.at("link-concern"), "visit_url": opened.at("link-visit")}
    return render(request, "workplace/link_placement.html", {**context, **urls})


@require_http_methods(["GET", "POST"])
@behind_link
def fill(request: HttpRequest, opened: Opened, side: str) -> HttpResponse:
    """Fill in the review."""
    found = _review(request, opened, Action.RECORD)
    if side not in {one.value for one in review_steps.sides_for(opened.viewer, found)}:
        raise Http404
    return review_steps.fill(request, opened.viewer, found, Side(side), opened.way)


@require_http_methods(["GET", "POST"])
@behind_link
def sign(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Sign the review."""
    return review_steps.sign(request, opened.viewer, _review(request, opened, Action.SIGN), opened.way)


@require_safe
@behind_link
def paper(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The supervisor's copy of the review (S-244)."""
    return pdf_answer(_review(request, opened))


@require_http_methods(["GET", "POST"])
@behind_link
def concern(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Say that the student needs attention."""
    triad = _triad(request, opened)
    form = ConcernForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Something needs attention"),
            "lead": gettext("The student reads along. Who is in charge gets a message at once."),
            "over": triad.student.name,
            "back": opened.home,
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        raise_concern(student=triad.student, by=opened.viewer, at=now(), **form.cleaned_data)
        messages.success(request, gettext("Thank you. It stands on the list of the next student review meeting too."))
        return opened.home

    return page() if request.method == "GET" else carry_out(request, form, work, page, do_once=opened.way.do_once)


@require_http_methods(["GET", "POST"])
@behind_link
def visit(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Confirm that a lesson was seen this week."""
    triad = _triad(request, opened)
    form = VisitForm(posted(request), on=opened.viewer.day)

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("The weekly visit"),
            "lead": gettext("With a paid appointment you see a lesson every week and talk it over."),
            "over": triad.student.name,
            "back": opened.home,
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        confirm_visit(triad=triad, by=opened.viewer, at=now(), by_link=True, **form.answer())
        messages.success(request, gettext("Thank you. The week is kept."))
        return opened.home

    return page() if request.method == "GET" else carry_out(request, form, work, page, do_once=opened.way.do_once)
