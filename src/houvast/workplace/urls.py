"""Addresses of workplace learning."""

from django.urls import URLPattern, path

from houvast.workplace.views import inventory, meetings, places, student

app_name = "workplace"

urlpatterns: list[URLPattern] = [
    path("workplace/", places.start, name="start"),
    path("workplace/guides/new/", places.new_guide, name="new-guide"),
    path("workplace/schools/new/", places.new_school, name="new-school"),
    path("workplace/schools/<uuid:school_id>/", places.school, name="school"),
    path("workplace/schools/<uuid:school_id>/list/", inventory.school_list, name="list"),
    path("workplace/schools/<uuid:school_id>/list/file/", inventory.school_file, name="list-file"),
    path("workplace/schools/<uuid:school_id>/meetings/new/", meetings.plan, name="plan-meeting"),
    path("workplace/meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("workplace/meetings/<uuid:meeting_id>/students/<uuid:student_id>/", meetings.discuss, name="discuss"),
    path("workplace/agreements/<uuid:agreement_id>/done/", meetings.agreement_done, name="agreement-done"),
    path("workplace/inventory/", inventory.inventory, name="inventory"),
    path("workplace/inventory/maximum/", inventory.maximum, name="maximum"),
    path("workplace/inventory/students/", inventory.standings, name="standings"),
    path("workplace/inventory/<uuid:inventory_id>/", inventory.drawn_up, name="drawn-up"),
    path("workplace/appointments/<uuid:appointment_id>/", student.decide, name="decide"),
    path("workplace/concerns/<uuid:concern_id>/", student.close_concern, name="close-concern"),
    path("workplace/students/<uuid:student_id>/", student.page, name="student"),
    path("workplace/students/<uuid:student_id>/place/", places.place, name="place"),
    path("workplace/students/<uuid:student_id>/appointment/", student.register, name="register"),
    path("workplace/students/<uuid:student_id>/concern/", student.raise_concern, name="concern"),
]
