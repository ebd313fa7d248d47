from django.apps import AppConfig


class OperationConfig(AppConfig):
    name = "houvast.operation"

    def ready(self) -> None:
        from houvast.operation import tasks  # noqa: F401
