"""The page of the pupil, and of a guardian beside the pupil."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.core.access.words import Action
from houvast.people.carrying import form_page
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.transfer import actions, own_pages, pages
from houvast.transfer.actions.own import decides_alone
from houvast.transfer.consent import agreed_items
from houvast.transfer.forms import ConsentForm, OwnWordsForm
from houvast.transfer.models import ConsentItem
from houvast.transfer.queries.pupil import Details, children_with_a_transfer, own_transfer
from houvast.transfer.words import ITEMS, PARTIES
from houvast.web.components import Drawing, Fact


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Where do I stand, what comes when, what is told to whom, what I said."""
    viewer = door.viewer(request)
    if viewer.person.is_student:
        return _page(request, viewer, own_transfer(viewer, None))
    children = children_with_a_transfer(viewer)
    if not children:
        raise Http404
    if len(children) == 1:
        return redirect("transfer-of-child", children[0].pk)
    return render(request, "transfer/children.html", {"children": children})


@login_required
@require_safe
def of_child(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The same page for a guardian."""
    viewer = door.viewer(request)
    return _page(request, viewer, own_transfer(viewer, student_id))


def _page(request: HttpRequest, viewer: Viewer, found: Details) -> HttpResponse:
    is_self = viewer.person.pk == found.pupil.student_id
    alone = decides_alone(found.pupil, viewer.day)
    context = {
        "found": found,
        "pupil": found.pupil,
        "is_self": is_self,
        "lead": own_pages.next_for_me(found, viewer.day),
        "drawing": Drawing(name=gettext("Your way to mbo"), steps=own_pages.own_steps(found), today=viewer.day),
        "applications": pages.application_rows(viewer, found),
        "told": own_pages.told_to_whom(found),
        "consents": _consent_facts(found.consents, viewer.day),
        "reads_private": is_self or not alone,
        "needs": pages.need_facts(found) if is_self or not alone else [],
        "entries": pages.timeline(found),
        "may_consent": is_self == alone,
        "consent_url": reverse("transfer-consent", args=(found.pupil.student_id,)),
        "today": viewer.day,
    }
    return render(request, "transfer/mine.html", context)


def _consent_facts(consents: Sequence[ConsentItem], on: date) -> list[Fact]:
    """Per party what I agreed to, in one line; empty while I have said nothing."""
    if not consents:
        return []
    facts = []
    for party, name in PARTIES.items():
        agreed = agreed_items(consents, party, on)
        told = "; ".join(str(words) for item, words in ITEMS.items() if item in agreed)
        facts.append(Fact(label=gettext("To %(party)s") % {"party": name}, value=told or gettext("Nothing")))
    return facts


@login_required
@require_http_methods(["GET", "POST"])
def own_words(request: HttpRequest) -> HttpResponse:
    """What I need for a good start, and who comes along."""
    viewer = door.viewer(request)
    found = own_transfer(viewer, None, Action.RECORD)
    pupil = found.pupil
    names = ("own_words", "comes_along", "expects_support", "revision")
    form = OwnWordsForm(posted(request), initial={name: getattr(pupil, name) for name in names})

    def work() -> str:
        typed = form.cleaned_data
        actions.say_own_words(
            pupil=pupil,
            by=viewer,
            own_words=typed["own_words"],
            comes_along=typed["comes_along"],
            expects_support=typed["expects_support"],
            seen_revision=typed["revision"],
            on=viewer.day,
        )
        messages.success(request, gettext("Thank you. Your new school reads it before you start."))
        return reverse("my-transfer")

    return form_page(
        request,
        form,
        work,
        "transfer/form.html",
        title=gettext("In my own words"),
        lead=gettext("You know best what helps you. Nothing you write here can be a reason to refuse you."),
        back=reverse("my-transfer"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """What may be told to whom, item by item; taking back counts at once."""
    viewer = door.viewer(request)
    found = own_transfer(viewer, student_id, Action.SIGN)
    is_self = viewer.person.pk == found.pupil.student_id
    words = {
        (item, party): gettext("%(item)s: to %(party)s") % {"item": ITEMS[item], "party": PARTIES[party]}
        for party in ConsentItem.Party.values
        for item in ConsentItem.Item.values
        if party == ConsentItem.Party.INSTITUTION or item in {ConsentItem.Item.SUPPORT, ConsentItem.Item.GUARDIANS}
    }
    known = {f"{one.item}-{one.party}": one.given for one in found.consents}
    until = next((one.until for one in found.consents if one.until), None)
    form = ConsentForm(posted(request), initial={**known, "until": until}, words=words)
    back = reverse("my-transfer") if is_self else reverse("transfer-of-child", args=(student_id,))

    def work() -> str:
        actions.give_consent(
            pupil=found.pupil, by=viewer, given=form.given(), until=form.cleaned_data["until"], at=now()
        )
        messages.success(request, gettext("It is kept, and it counts from now on."))
        return back

    return form_page(
        request,
        form,
        work,
        "transfer/form.html",
        title=gettext("What may be told?"),
        lead=gettext("You choose per subject. You can always come back here and change it."),
        back=back,
    )
