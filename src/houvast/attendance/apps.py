from importlib import import_module

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "houvast.attendance"

    def ready(self) -> None:
        import_module("houvast.attendance.tasks")
