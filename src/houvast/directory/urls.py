from django.urls import path

from houvast.directory.views import law, services

app_name = "directory"
urlpatterns = [
    path("help/services/<uuid:service>/", services.service, name="service"),
    path("help/<slug:slug>/", services.kind, name="kind"),
    path("law/", law.law, name="law"),
    path("law/<slug:rule_id>/", law.question, name="question"),
]
