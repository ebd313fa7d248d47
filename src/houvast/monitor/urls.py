"""Addresses of the monitor."""

from django.urls import URLPattern, path

from houvast.monitor.views import figures, learning, leaving, region, registration, reporting

app_name = "monitor"
urlpatterns: list[URLPattern] = [
    path("figures/", figures.overview, name="overview"),
    path("figures/definitions/", figures.definitions, name="definitions"),
    path("figures/students/", figures.students, name="students"),
    path("figures/report/", figures.report, name="report"),
    path("figures/open-data/", figures.open_data, name="open-data"),
    path("figures/checks/", registration.checks, name="checks"),
    path("figures/checks/own/", registration.own_file, name="own-registration"),
    path("figures/checks/<uuid:check_id>/", registration.solve, name="solve"),
    path("figures/settings/", registration.settings, name="settings"),
    path("figures/learning/", learning.learning, name="learning"),
    path("figures/learning/begin/", learning.begin, name="begin"),
    path("figures/learning/<uuid:cycle_id>/", learning.decide, name="decide"),
    path("figures/patterns/", learning.patterns, name="patterns"),
    path("figures/learning/meeting/", reporting.meeting, name="meeting"),
    path("figures/quality/", reporting.quality, name="quality"),
    path("figures/quality/<slug:point>/", reporting.write_entry, name="write-entry"),
    path("figures/mechanisms/", reporting.mechanisms, name="mechanisms"),
    path("figures/approaches/", reporting.approaches, name="approaches"),
    path("figures/approaches/describe/", reporting.describe, name="describe"),
    path("figures/approaches/<uuid:approach_id>/", reporting.describe, name="change-approach"),
    path("figures/region/", region.region, name="region"),
    path("figures/sources/", region.sources, name="sources"),
    path("figures/rehearsal/", learning.rehearsal, name="rehearsal"),
    path("figures/<slug:group>/", figures.group, name="group"),
    path("figures/<slug:group>/<slug:kind>/", figures.export, name="export"),
    path("students/<uuid:student_id>/leaving/", leaving.leaving, name="leaving"),
    path("students/<uuid:student_id>/leaving/<uuid:enrolment_id>/", leaving.record, name="record-leaving"),
    path("students/<uuid:student_id>/leaving/back/<uuid:look_id>/", leaving.look, name="look-back"),
    path("students/<uuid:student_id>/analysis/", learning.analysis, name="analysis"),
    path("students/<uuid:student_id>/analysis/<uuid:analysis_id>/", learning.analysis_one, name="analysis-one"),
]
