"""How forms look everywhere."""

from django.forms.renderers import TemplatesSetting


class HouvastRenderer(TemplatesSetting):
    pass
