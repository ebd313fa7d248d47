"""The parts of a page, for templates: `{% load houvast %}`. docs/look.md lists them with their arguments."""

from django import template

from houvast.web.tags import blocks, frame, parts, words

register = template.Library()

for kind in (words, blocks, parts, frame):
    register.tags.update(kind.register.tags)
    register.filters.update(kind.register.filters)
