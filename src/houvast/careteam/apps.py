from django.apps import AppConfig


class CareTeamConfig(AppConfig):
    name = "houvast.careteam"
