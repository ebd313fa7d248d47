"""The parts of a page, for templates: `{% load houvast %}`. docs/look.md lists them with their arguments."""

from django import template

from houvast.web.tags import blocks, parts, words

register = template.Library()

for kind in (words, blocks, parts):
    register.tags.update(kind.register.tags)
    register.filters.update(kind.register.filters)
