from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "houvast.placement"
