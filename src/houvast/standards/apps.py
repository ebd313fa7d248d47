from importlib import import_module

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "houvast.standards"
    verbose_name = "Standards"

    def ready(self) -> None:
        import_module("houvast.standards.tasks")
