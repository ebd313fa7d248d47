from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "houvast.cases"

    def ready(self) -> None:
        """Register the jobs of this folder."""
        from houvast.cases import tasks  # noqa: F401
