from django.apps import AppConfig


class WorkplaceConfig(AppConfig):
    name = "houvast.workplace"

    def ready(self) -> None:
        """Register the jobs of this folder, and the facts that procedures may ask it."""
        from houvast.workplace import facts, tasks  # noqa: F401
