"""Addresses of talks, agreements and notes."""

from django.urls import URLPattern, path

from houvast.guidance import success_views, views

urlpatterns: list[URLPattern] = [
    path("students/<uuid:student_id>/talks/new/", views.record_talk, name="record-talk"),
    path("students/<uuid:student_id>/notes/", views.notes, name="notes"),
    path("students/<uuid:student_id>/went-well/", success_views.successes, name="successes"),
    path("went-well/<uuid:success_id>/share/", success_views.share, name="success-share"),
    path("talks/<uuid:talk_id>/", views.talk, name="talk"),
    path("talks/<uuid:talk_id>/correct/", views.correct_talk, name="correct-talk"),
    path("agreements/<uuid:agreement_id>/", views.answer_agreement, name="answer-agreement"),
    path("agreements/<uuid:agreement_id>/done/", views.agreement_done, name="agreement-done"),
    path("notes/<uuid:note_id>/remove/", views.remove_note, name="remove-note"),
]
