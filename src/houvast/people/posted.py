"""What a form is bound to: what was posted, even when that is nothing; nothing at all for a page that is looked at."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """An empty POST must be judged as a form too: `request.POST or None` would show the page as if untouched."""
    return request.POST if request.method == "POST" else None
