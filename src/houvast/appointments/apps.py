from importlib import import_module

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "houvast.appointments"

    def ready(self) -> None:
        """Register the jobs."""
        import_module("houvast.appointments.tasks")
