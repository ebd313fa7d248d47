"""Pages of the partner desk, and of a colleague who takes over."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.core.access.words import Action
from houvast.core.handover.desks import Group
from houvast.core.handover.messages import Who
from houvast.handover import actions, queries
from houvast.handover.actions import answering
from houvast.handover.desk_pages import desk_rows, following_page
from houvast.handover.forms import CloseForm, EntryForm, ReasonForm, RegisterForm, TalkForm
from houvast.handover.models import FollowingEntry
from houvast.handover.words import GROUPS
from houvast.people.carrying import form_page, press
from houvast.people.clock import now, today
from houvast.people.ids import new_id
from houvast.people.posted import posted, seen_revision
from houvast.privacy import door
from houvast.web.components import Link


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, and whom we follow; for who works at a desk or was handed somebody."""
    viewer = door.viewer(request)
    waits, follows = queries.counted(viewer)
    desks = queries.my_desks(viewer)
    if not desks and not waits and not follows:
        raise Http404
    show = queries.FOLLOWS if request.GET.get("show") == queries.FOLLOWS or not waits else queries.WAITS
    group = request.GET.get("group", "")
    group = group if show == queries.FOLLOWS and group in set(Group) else ""
    try:
        after = max(0, int(request.GET.get("after", "0")))
    except ValueError:
        after = 0
    rows, more = queries.desk_list(viewer, show=show, group=group, after=after)
    here = reverse("partner-desk")
    context = {
        "desks": desks,
        "rows": desk_rows(rows),
        "show": show,
        "tabs": (
            Link(
                label=gettext("Waits for an answer"),
                url=f"{here}?show=waits",
                current=show == queries.WAITS,
                count=waits,
            ),
            Link(
                label=gettext("We follow"), url=f"{here}?show=follows", current=show == queries.FOLLOWS, count=follows
            ),
        ),
        "groups": [(value.value, name, value.value == group) for value, name in GROUPS.items()],
        "group": group,
        "next_url": f"{here}?show={show}&group={group}&after={after + queries.PAGE}" if more else "",
        "waits": waits,
        "follows": follows,
        "register_url": reverse("register-following") if desks else "",
        "today": viewer.day,
    }
    return render(request, "handover/desk.html", context)


@login_required
@require_safe
def following(request: HttpRequest, following_id: uuid.UUID) -> HttpResponse:
    """One person of this desk."""
    viewer = door.viewer(request)
    found = queries.following_for(viewer, following_id)
    return render(request, "handover/following.html", following_page(viewer, found))


@login_required
@require_POST
def accept(request: HttpRequest, following_id: uuid.UUID) -> HttpResponse:
    """Say yes."""
    viewer = door.viewer(request)
    found = queries.following_for(viewer, following_id, Action.RECORD)
    here = reverse("following", args=(found.pk,))

    def work() -> str:
        actions.accept(following=found, by=viewer, seen_revision=seen_revision(request, found.revision), at=now())
        messages.success(request, gettext("You said yes. The other side sees: arrived."))
        return here

    return press(request, work, again_url=here)


@login_required
@require_POST
def confirm(request: HttpRequest, following_id: uuid.UUID) -> HttpResponse:
    """Say that this side has hold."""
    viewer = door.viewer(request)
    found = queries.following_for(viewer, following_id, Action.RECORD)
    here = reverse("following", args=(found.pk,))

    def work() -> str:
        actions.confirm(following=found, by=viewer, seen_revision=seen_revision(request, found.revision), at=now())
        messages.success(request, gettext("You have taken over. You both look back after 2, 6 and 12 weeks."))
        return here

    return press(request, work, again_url=here)


@login_required
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, following_id: uuid.UUID) -> HttpResponse:
    """Say no, or give back, with a reason."""
    viewer = door.viewer(request)
    found = queries.following_for(viewer, following_id, Action.RECORD)
    here = reverse("following", args=(found.pk,))
    help_text = gettext("The other side reads this, and the student too. Facts, no judgement.")
    form = ReasonForm(posted(request), initial={"revision": found.revision}, help_text=help_text)

    def work() -> str:
        typed = form.cleaned_data
        actions.refuse(following=found, by=viewer, reason=typed["reason"], seen_revision=typed["revision"], at=now())
        messages.success(request, gettext("You said no. The student is still with the other side, who looks further."))
        return reverse("partner-desk") if queries.my_desks(viewer) else reverse("start")

    title = gettext("Give back") if found.accepted_on else gettext("Say no")
    return form_page(
        request, form, work, "handover/form.html", title=title, lead=found.person.name, back=here, save=title
    )


@login_required
@require_http_methods(["GET", "POST"])
def talk(request: HttpRequest, following_id: uuid.UUID) -> HttpResponse:
    """Both sides talked."""
    viewer = door.viewer(request)
    found = queries.following_for(viewer, following_id, Action.RECORD)
    here = reverse("following", args=(found.pk,))
    form = TalkForm(posted(request), initial={"on": today(), "revision": found.revision})

    def work() -> str:
        typed = form.cleaned_data
        answering.record_talk(following=found, by=viewer, on=typed["on"], seen_revision=typed["revision"], at=now())
        messages.success(request, gettext("Good that you talked. Confirm when you have taken over."))
        return here

    title = gettext("You talked with each other")
    return form_page(
        request, form, work, "handover/form.html", title=title, lead=found.from_name, back=here, save=gettext("Save")
    )


@login_required
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, following_id: uuid.UUID) -> HttpResponse:
    """Keep what the desk did: first contact, home visit, agreement."""
    viewer = door.viewer(request)
    found = queries.following_for(viewer, following_id, Action.RECORD)
    here = reverse("following", args=(found.pk,))
    first = FollowingEntry.Kind.FIRST_CONTACT if found.first_contact_on is None else FollowingEntry.Kind.TALK
    form = EntryForm(posted(request), initial={"on": today(), "kind": first})

    def work() -> str:
        actions.record(following=found, by=viewer, draft=actions.EntryDraft(**form.cleaned_data), at=now())
        messages.success(request, gettext("It is kept in the file of your desk."))
        return here

    title = gettext("What did you do?")
    return form_page(
        request, form, work, "handover/form.html", title=title, lead=found.person.name, back=here, save=gettext("Save")
    )


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, following_id: uuid.UUID) -> HttpResponse:
    """End the following with its outcome."""
    viewer = door.viewer(request)
    found = queries.following_for(viewer, following_id, Action.RECORD)
    here = reverse("following", args=(found.pk,))
    form = CloseForm(posted(request), initial={"revision": found.revision})

    def work() -> str:
        typed = form.cleaned_data
        actions.close(
            following=found,
            by=viewer,
            outcome=typed["outcome"],
            text=typed["text"],
            seen_revision=typed["revision"],
            at=now(),
        )
        messages.success(request, gettext("It is closed. Access to this person has ended."))
        return reverse("partner-desk") if queries.my_desks(viewer) else reverse("start")

    title = gettext("Close with an outcome")
    lead = gettext("%(name)s: after this your desk no longer sees this person.") % {"name": found.person.name}
    return form_page(
        request, form, work, "handover/form.html", title=title, lead=lead, back=here, save=gettext("Close")
    )


@login_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Follow somebody whom nobody handed over."""
    viewer = door.viewer(request)
    desks = queries.my_desks(viewer)
    if not desks:
        raise Http404
    form = RegisterForm(posted(request), desks=desks)

    def work() -> str:
        typed = form.cleaned_data
        who = Who(
            key=new_id(),
            given_name=typed["given_name"],
            name_prefix=typed["name_prefix"],
            family_name=typed["family_name"],
            birth_date=typed["birth_date"],
        )
        draft = actions.Registered(
            who=who, group=Group(typed["group"]), qualifications=tuple(typed["qualifications"]), why=typed["why"]
        )
        made = actions.register(desk=form.desks[typed["desk"]], by=viewer, draft=draft, at=now())
        messages.success(request, gettext("Your desk follows this person now."))
        return reverse("following", args=(made.pk,))

    title = gettext("Follow somebody")
    lead = gettext("Somebody without a basic qualification, or of one of the groups that are followed too.")
    back = reverse("partner-desk")
    return form_page(
        request, form, work, "handover/form.html", title=title, lead=lead, back=back, save=gettext("Follow")
    )
