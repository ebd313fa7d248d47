from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "houvast.helpdesk"

    def ready(self) -> None:
        """Register the jobs of this folder."""
        from houvast.helpdesk import tasks  # noqa: F401
