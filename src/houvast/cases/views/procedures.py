"""The library of procedures: read one, rehearse it, and bring in the school's own version."""

import uuid
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast import packbook
from houvast.cases import pack_library, rehearsal, showing
from houvast.cases.actions import own_procedures
from houvast.cases.errors import NotYourRole
from houvast.cases.models import PackProposal
from houvast.cases.pack_library import LARGEST_FILE, Told, Verdict
from houvast.cases.procedure_pages import RehearsalPage, described, drawn_plan, rehearsal_page
from houvast.cases.queries import language
from houvast.core.procedure.log import Answer
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.roles import Role
from houvast.education.queries import educations_at
from houvast.people.clock import now, today
from houvast.people.models import RoleAssignment
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.submissions import FIELD, new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.forms import DayField

INVALID = 422
AGES = (15, 17, 19, 24)


def _pack(viewer: Viewer, pack_id: str) -> Pack:
    try:
        return pack_library.pack_in_use(viewer.organisation_id, pack_id, viewer.day)
    except packbook.UnknownPack:
        raise Http404 from None


@login_required
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure by title: those for the school's own kinds of education first."""
    viewer, spoken = door.viewer(request), language()
    kinds = educations_at(viewer.person.organisation)
    packs = sorted(
        pack_library.packs_in_use(viewer.organisation_id, viewer.day), key=lambda pack: pack.title.in_(spoken)
    )
    context = {
        "ours": [_listed(pack, spoken) for pack in packs if pack_library.is_offered(pack, kinds)],
        "others": [_listed(pack, spoken) for pack in packs if not pack_library.is_offered(pack, kinds)],
        "own": viewer.has_role(RoleAssignment.Role.ADMINISTRATOR),
    }
    return render(request, "cases/procedures.html", context)


def _listed(pack: Pack, spoken: str) -> tuple[str, str, str, str]:
    return (pack.id, pack.title.in_(spoken), pack.summary.in_(spoken), pack.version)


@login_required
@require_safe
def procedure(request: HttpRequest, pack_id: str) -> HttpResponse:
    """One procedure: drawn, with who does what by when, its rules, letters, rights and sources."""
    pack = _pack(door.viewer(request), pack_id)
    context = {
        "pack": pack,
        "title": pack.title.in_(language()),
        "drawing": drawn_plan(pack, today()),
        "about": described(pack),
    }
    return render(request, "cases/procedure.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: HttpRequest, pack_id: str) -> HttpResponse:
    """Click through a procedure with an invented student and an invented calendar. Nothing is stored."""
    pack = _pack(door.viewer(request), pack_id)
    if request.method != "POST":
        return render(request, "cases/rehearse.html", {"pack": pack, "title": pack.title.in_(language()), "ages": AGES})
    try:
        play = _next(request, pack)
    except (BadSignature, LookupError, ValueError, StopIteration):
        return redirect("cases:rehearse", pack_id)
    page: RehearsalPage = rehearsal_page(play)
    return render(
        request,
        "cases/rehearsal.html",
        {"pack": pack, "title": pack.title.in_(language()), "page": page, "reasons": showing.why(play.refused)},
    )


def _next(request: HttpRequest, pack: Pack) -> rehearsal.Play:
    """What was pressed. LookupError, ValueError, StopIteration or BadSignature when it is none of ours."""
    sent = request.POST
    if "token" not in sent:
        age = int(sent.get("age", "17"))
        if age not in AGES:
            raise ValueError(age)
        return rehearsal.begin(pack, today=today(), age=age, qualified=sent.get("qualified") == "yes")
    play = rehearsal.resume(sent["token"], pack)
    what, _, rest = sent.get("press", "").partition(":")
    parts = rest.split(":")
    match what:
        case "wait":
            return rehearsal.wait(play, int(parts[0]))
        case "do":
            return rehearsal.do(play, parts[0], parts[1], deviate=parts[2] == "deviate")
        case "sign":
            return rehearsal.sign(play, parts[0], int(parts[1]), Role(parts[2]), Answer(parts[3]))
        case _:
            return play


def _administrator(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not viewer.has_role(RoleAssignment.Role.ADMINISTRATOR):
        raise Http404
    return viewer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """The school's own versions: what waits for approval, what is in use, and uploading a new one."""
    viewer = _administrator(request)
    verdict: Verdict | None = None
    text, day, wrong = "", viewer.day, ""
    if request.method == "POST":
        text, wrong = _uploaded(request)
        day = _day(request.POST.get("active_from", ""), viewer.day)
        if not wrong:
            verdict = pack_library.judge_upload(text, viewer.organisation_id, viewer.day)
            if verdict.sound and request.POST.get("confirmed") == "yes":

                def work() -> str:
                    own_procedures.propose(text=text, active_from=day, by=viewer, at=now())
                    messages.success(request, gettext("Proposed. Another administrator can approve it now."))
                    return reverse("cases:own-procedures")

                return once(request, work)
    spoken = language()
    context = {
        "proposals": [_row(one, viewer, spoken) for one in pack_library.proposals_of(viewer.organisation_id)],
        "verdict": verdict,
        "changes": [change.in_(spoken) for change in verdict.changes] if verdict else (),
        "errors": _findings(verdict.errors, spoken) if verdict else (),
        "warnings": _findings(verdict.warnings, spoken) if verdict else (),
        "file": _file_name(request),
        "pack_title": verdict.pack.title.in_(spoken) if verdict and verdict.pack else "",
        "text": text,
        "active_from": day,
        "wrong": wrong,
        "key": request.POST.get(FIELD) or new_key(),
    }
    status = INVALID if wrong or (verdict and not verdict.sound) else 200
    return render(request, "cases/own_procedures.html", context, status=status)


def _file_name(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    return (file.name or "") if isinstance(file, UploadedFile) else request.POST.get("file_name", "")


def _findings(told: tuple[Told, ...], spoken: str) -> list[dict[str, object]]:
    """The findings in the reader's language."""
    return [
        {
            "text": one.text.in_(spoken),
            "mend": one.mend.in_(spoken),
            "line": one.line,
            "path": [part.in_(spoken) for part in one.path],
            "source": one.source,
        }
        for one in told
    ]


def _row(proposal: PackProposal, viewer: Viewer, spoken: str) -> dict[str, object]:
    return {
        "proposal": proposal,
        "title": proposal.title_en if spoken == "en" else proposal.title_nl,
        "waits": proposal.status == PackProposal.Status.PROPOSED,
        "mine": proposal.proposed_by_id == viewer.person.pk,
        "key": new_key(),
    }


def _uploaded(request: HttpRequest) -> tuple[str, str]:
    """The text of the upload (the file, or what was shown and sent again), and what is wrong with it."""
    file = request.FILES.get("file")
    if file is None:
        text = request.POST.get("text", "").replace("\r\n", "\n")
        return text, "" if text.strip() else gettext("Choose a file first.")
    if file.size is None or file.size > LARGEST_FILE:
        return "", gettext("This file is too large for a procedure.")
    try:
        return file.read().decode("utf-8").replace("\r\n", "\n"), ""
    except UnicodeDecodeError:
        return "", gettext("This file is not UTF-8 text. Save it as UTF-8 and try again.")


def _day(typed: str, otherwise: date) -> date:
    try:
        return max(DayField().to_python(typed) or otherwise, otherwise)
    except Exception:  # noqa: BLE001 - whatever was typed, the present day is shown and can be changed
        return otherwise


@login_required
@require_POST
def answer(request: HttpRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """Approve or withdraw a proposal."""
    viewer = _administrator(request)
    if not pack_library.is_proposal_of(viewer.organisation_id, proposal_id):
        raise Http404
    approve = request.POST.get("answer") == "approve"

    def work() -> str:
        own_procedures.answer(proposal_id=proposal_id, approve=approve, by=viewer, at=now())
        messages.success(request, gettext("Approved.") if approve else gettext("Withdrawn."))
        return reverse("cases:own-procedures")

    try:
        return once(request, work)
    except own_procedures.NeedsASecondPerson:
        messages.warning(request, gettext("Somebody else approves what you proposed."))
    except own_procedures.NotSound:
        messages.warning(request, gettext("The check of this procedure now finds errors. Upload a new version."))
    except (ChangedMeanwhile, NotYourRole):
        messages.warning(request, gettext("Somebody else answered this already."))
    return redirect("cases:own-procedures")
