"""For search engines: which pages there are, in both languages, and which are nobody's business."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houvast.directory.content.entry import Sort
from houvast.directory.content.reading import entries

VIEW_OF = {Sort.SERVICE: "directory:kind", Sort.RIGHTS: "directory:page", Sort.ANSWER: "directory:answer"}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    del request
    site = settings.HOUVAST.public_url.rstrip("/")
    lines = ("User-agent: *", "Allow: /help/", "Allow: /static/", "Disallow: /", f"Sitemap: {site}/sitemap.xml", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    site = settings.HOUVAST.public_url.rstrip("/")
    pages = [(f"{site}{path}", changed) for path, changed in _pages()]
    return render(request, "directory/sitemap.xml", {"pages": pages}, content_type="application/xml; charset=utf-8")


def _pages() -> Iterator[tuple[str, date | None]]:
    for name in ("home", "services", "rights", "answers"):
        yield reverse(f"directory:{name}"), None
    for entry in entries().values():
        yield reverse(VIEW_OF[entry.sort], args=(entry.slug,)), entry.reviewed_on
