"""What was posted: what a form is bound to, and the revision that somebody saw."""

from django.http import HttpRequest, QueryDict

MOST_DIGITS = 9


def posted(request: HttpRequest) -> QueryDict | None:
    """An empty POST must be judged as a form too: `request.POST or None` would show the page as if untouched."""
    return request.POST if request.method == "POST" else None


def seen_revision(request: HttpRequest, otherwise: int = 0) -> int:
    """The revision that a button was pressed at; `otherwise` when none was posted. 0 fits no revision."""
    text = request.POST.get("revision", "")[:MOST_DIGITS]
    return int(text) if text.isdecimal() else otherwise
