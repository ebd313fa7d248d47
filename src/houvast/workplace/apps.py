from django.apps import AppConfig


class WorkplaceConfig(AppConfig):
    name = "houvast.workplace"

    def ready(self) -> None:
        """Register the jobs of this folder."""
        from houvast.workplace import tasks  # noqa: F401
