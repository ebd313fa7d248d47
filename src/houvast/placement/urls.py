"""Addresses of work placement."""

from django.urls import URLPattern, path

from houvast.placement import views

app_name = "placement"
urlpatterns: list[URLPattern] = [
    path("placements/", views.board, name="board"),
    path("students/<uuid:student_id>/placement/", views.of_student, name="of-student"),
    path("students/<uuid:student_id>/placement/new/", views.add, name="add"),
    path("students/<uuid:student_id>/placement/refusal/", views.refusal, name="refusal"),
    path("students/<uuid:student_id>/placement/say/", views.worry, name="worry"),
    path("placements/<uuid:placement_id>/change/", views.change, name="change"),
    path("placements/<uuid:placement_id>/visit/", views.visit, name="visit"),
    path("placements/<uuid:placement_id>/form/", views.add_form, name="add-form"),
    path("placements/forms/<uuid:form_id>/handed-in/", views.hand_in, name="hand-in"),
    path("placements/forms/<uuid:form_id>/looked-at/", views.look_at, name="look-at"),
    path("placements/said/<uuid:worry_id>/", views.answer, name="answer"),
]
