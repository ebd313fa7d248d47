from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "houvast.handover"

    def ready(self) -> None:
        from houvast.handover import tasks  # noqa: F401 - registers its jobs
