from importlib import import_module

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "houvast.outbox"

    def ready(self) -> None:
        import_module("houvast.outbox.tasks")
