"""Texts of the page of components, in both languages beside each other."""

from django import template

from houvast.web.design.words import said

register = template.Library()
register.simple_tag(said)
