"""Addresses of alerts."""

from django.urls import URLPattern, path

from houvast.alerts import views

urlpatterns: list[URLPattern] = [
    path("alerts/", views.board, name="alerts"),
    path("alerts/climbed/", views.climbed, name="alerts-climbed"),
    path("alerts/raised/", views.raised, name="alerts-raised"),
    path("alerts/rules/", views.rules, name="alert-rules"),
    path("alerts/rules/<slug:rule_id>/", views.rule, name="alert-rule"),
    path("students/<uuid:student_id>/alerts/", views.place, name="alert-place"),
    path("students/<uuid:student_id>/alerts/concern/", views.concern, name="alert-concern"),
    path("students/<uuid:student_id>/alerts/kudos/", views.kudos, name="alert-kudos"),
    path("students/<uuid:student_id>/alerts/take/", views.take, name="alert-take"),
    path("students/<uuid:student_id>/alerts/seen/", views.seen, name="alert-seen"),
    path("students/<uuid:student_id>/alerts/answer/", views.answer, name="alert-answer"),
    path("students/<uuid:student_id>/alerts/close/", views.close, name="alert-close"),
    path("students/<uuid:student_id>/alerts/outreach/", views.outreach, name="alert-outreach"),
    path("students/<uuid:student_id>/alerts/visit/", views.visit, name="alert-visit"),
    path("students/<uuid:student_id>/alerts/hand-on/", views.hand_on, name="alert-hand-on"),
    path("students/<uuid:student_id>/alerts/say/", views.say, name="alert-say"),
    path("students/<uuid:student_id>/alerts/contest/", views.contest, name="alert-contest"),
]
