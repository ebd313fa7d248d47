from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "houvast.privacy"

    def ready(self) -> None:
        """Find what every folder says of persons."""
        from houvast.privacy.registry import discover

        discover()
