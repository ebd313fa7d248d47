from importlib import import_module

from django.apps import AppConfig


class MonitorConfig(AppConfig):
    name = "houvast.monitor"

    def ready(self) -> None:
        import_module("houvast.monitor.tasks")
