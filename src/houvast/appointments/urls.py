"""Addresses of asking for help, self-checks, planned talks, the student's own network and who coaches."""

from django.urls import URLPattern, path

from houvast.appointments.views import asking, calendars, coaching, network, planning, self_checks

app_name = "appointments"
urlpatterns: list[URLPattern] = [
    path("students/<uuid:student_id>/ask/", asking.ask, name="help"),
    path("asked/<uuid:request_id>/", asking.help_request, name="help-request"),
    path("asked/<uuid:request_id>/hand-on/", asking.hand_on, name="help-hand-on"),
    path("students/<uuid:student_id>/self-check/", self_checks.self_check, name="self-check"),
    path("self-checks/<uuid:check_id>/", self_checks.self_check_one, name="self-check-one"),
    path("self-checks/<uuid:check_id>/share/", self_checks.share_self_check, name="self-check-share"),
    path("self-checks/<uuid:check_id>/share/<uuid:share_id>/stop/", self_checks.stop_sharing, name="self-check-stop"),
    path("self-checks/<uuid:check_id>/throw-away/", self_checks.throw_away, name="self-check-throw-away"),
    path("students/<uuid:student_id>/planned-talks/", planning.talks_of, name="planned-talks"),
    path("students/<uuid:student_id>/planned-talks/new/", planning.propose, name="propose"),
    path("planned-talks/<uuid:planned_id>/", planning.planned_talk, name="planned-talk"),
    path("planned-talks/<uuid:planned_id>/choose/", planning.choose, name="planned-choose"),
    path("planned-talks/<uuid:planned_id>/move/", planning.move, name="planned-move"),
    path("planned-talks/<uuid:planned_id>/cancel/", planning.cancel, name="planned-cancel"),
    path("planned-talks/<uuid:planned_id>/bring/", planning.bring, name="planned-bring"),
    path("planned-talks/<uuid:planned_id>/held/", planning.held, name="planned-held"),
    path("planned-talks/<uuid:planned_id>/missed/", planning.missed, name="planned-missed"),
    path("planned-talks/<uuid:planned_id>/reached-out/", planning.reached_out, name="planned-reached-out"),
    path("students/<uuid:student_id>/network/", network.network, name="network"),
    path("students/<uuid:student_id>/network/invite/", network.invite, name="network-invite"),
    path("network/<uuid:relation_id>/invite-again/", network.invite_again, name="network-invite-again"),
    path("network/<uuid:relation_id>/share/", network.share, name="network-share"),
    path("network/<uuid:relation_id>/end/", network.end, name="network-end"),
    path("coach-changes/<uuid:change_id>/", coaching.coach_change, name="coach-change"),
    path("coaches/", coaching.caseloads, name="caseloads"),
    path("coaches/<uuid:coach_id>/cover/", coaching.cover, name="cover"),
    path("calendar/", calendars.calendar_link, name="calendar-link"),
    path("calendar/<str:token>.ics", calendars.calendar_of_link, name="calendar-file"),
]
