from django.urls import path

from houvast.directory import views

app_name = "directory"
urlpatterns = [
    path("law/", views.law, name="law"),
    path("law/<slug:rule_id>/", views.question, name="question"),
]
