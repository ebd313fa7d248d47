"""Addresses of absence."""

from django.urls import URLPattern, path

from houvast.attendance.views import recording, reports, sickness, year

app_name = "absence"
urlpatterns: list[URLPattern] = [
    path("absence/", recording.groups, name="groups"),
    path("absence/classes/<uuid:unit_id>/", recording.group, name="group"),
    path("absence/missed/", recording.missed, name="missed"),
    path("students/<uuid:student_id>/absence/", year.year, name="of-student"),
    path("students/<uuid:student_id>/absence/<str:day>/contact/", recording.contact, name="contact"),
    path("students/<uuid:student_id>/sick/", sickness.sick, name="sick"),
    path("absence/reports/", reports.reports, name="reports"),
    path("absence/reports/count/", reports.count_again, name="count-again"),
    path("absence/reports/file/", reports.hand_in, name="hand-in"),
    path("absence/reports/<uuid:report_id>/", reports.report, name="report"),
    path("students/<uuid:student_id>/absence/report/", reports.report_now, name="report-now"),
]
