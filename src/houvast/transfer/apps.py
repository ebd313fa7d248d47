from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "houvast.transfer"

    def ready(self) -> None:
        """Register the jobs of this folder."""
        from houvast.transfer import tasks  # noqa: F401
