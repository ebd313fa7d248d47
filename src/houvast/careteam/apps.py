from django.apps import AppConfig


class CareTeamConfig(AppConfig):
    name = "houvast.careteam"

    def ready(self) -> None:
        """Register the jobs of this folder."""
        from houvast.careteam import tasks  # noqa: F401
