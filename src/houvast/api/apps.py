from importlib import import_module

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "houvast.api"

    def ready(self) -> None:
        import_module("houvast.api.tasks")
