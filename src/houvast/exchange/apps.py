from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "houvast.exchange"

    def ready(self) -> None:
        """Register the jobs of this folder."""
        from houvast.exchange import tasks  # noqa: F401
