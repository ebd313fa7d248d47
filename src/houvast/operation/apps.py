from django.apps import AppConfig


class OperationConfig(AppConfig):
    name = "houvast.operation"
