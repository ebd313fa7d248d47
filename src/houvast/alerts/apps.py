from importlib import import_module

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "houvast.alerts"

    def ready(self) -> None:
        import_module("houvast.alerts.measuring.tasks")
