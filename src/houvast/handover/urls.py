"""Addresses of handovers and of the partner desk."""

from django.urls import URLPattern, path

from houvast.handover.views import giving, house, phone, receiving

urlpatterns: list[URLPattern] = [
    path("students/<uuid:student_id>/handovers/", giving.handovers, name="handovers"),
    path("students/<uuid:student_id>/handovers/new/", giving.ask, name="ask-handover"),
    path("handovers/<uuid:handover_id>/", giving.handover, name="handover"),
    path("handovers/<uuid:handover_id>/answer/", giving.answer, name="answer-handover"),
    path("handovers/<uuid:handover_id>/stop/", giving.revoke, name="revoke-handover"),
    path("handovers/<uuid:handover_id>/guardian/", giving.guardian_agrees, name="guardian-agrees"),
    path("handovers/<uuid:handover_id>/talk/", giving.talk, name="talk-handover"),
    path("handovers/<uuid:handover_id>/link/", giving.consent_link, name="consent-link"),
    path("handover-answer/<str:token>/", phone.answer_by_link, name="answer-by-link"),
    path("follow-ups/<uuid:follow_up_id>/", giving.follow_up, name="follow-up"),
    path("desk/", receiving.desk, name="partner-desk"),
    path("desk/new/", receiving.register, name="register-following"),
    path("desk/<uuid:following_id>/", receiving.following, name="following"),
    path("desk/<uuid:following_id>/accept/", receiving.accept, name="accept-following"),
    path("desk/<uuid:following_id>/refuse/", receiving.refuse, name="refuse-following"),
    path("desk/<uuid:following_id>/talk/", receiving.talk, name="talk-following"),
    path("desk/<uuid:following_id>/confirm/", receiving.confirm, name="confirm-following"),
    path("desk/<uuid:following_id>/record/", receiving.record, name="record-following"),
    path("desk/<uuid:following_id>/close/", receiving.close, name="close-following"),
    path("administration/desks/", house.desks, name="administration-desks"),
    path("administration/desks/<uuid:desk_id>/", house.desk_at_school, name="administration-desk-at-school"),
    path("administration/desks/<uuid:desk_id>/close/", house.close_desk, name="administration-close-desk"),
    path("administration/connections/", house.connections, name="administration-connections"),
    path("administration/connections/key/", house.new_signing_key, name="administration-signing-key"),
    path(
        "administration/connections/<uuid:connection_id>/end/",
        house.end_connection,
        name="administration-end-connection",
    ),
]
