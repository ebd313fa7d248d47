from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "houvast.standards"
    verbose_name = "Standards"
