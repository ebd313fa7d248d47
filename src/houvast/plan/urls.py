"""Addresses of the one plan and of adjustments."""

from django.urls import URLPattern, path

from houvast.plan.views import adjustments, plans

app_name = "plan"
urlpatterns: list[URLPattern] = [
    path("students/<uuid:student_id>/plan/", plans.plan, name="of-student"),
    path("students/<uuid:student_id>/plan/areas/<slug:life_area>/", plans.section, name="section"),
    path("students/<uuid:student_id>/plan/tasks/new/", plans.new_task, name="new-task"),
    path("students/<uuid:student_id>/plan/reviews/new/", plans.new_review, name="new-review"),
    path("students/<uuid:student_id>/plan/sign/", plans.sign, name="sign"),
    path("students/<uuid:student_id>/plan/history/", plans.history, name="history"),
    path("students/<uuid:student_id>/plan/paper/", plans.paper, name="paper"),
    path("plan-tasks/<uuid:plan_task_id>/", plans.task, name="task"),
    path("plan-reviews/<uuid:plan_review_id>/", plans.review, name="review"),
    path("students/<uuid:student_id>/adjustments/", adjustments.of_student, name="adjustments"),
    path("students/<uuid:student_id>/adjustments/new/", adjustments.ask, name="ask"),
    path("students/<uuid:student_id>/adjustments/annex/", adjustments.annex, name="annex"),
    path("adjustments/", adjustments.catalogue, name="catalogue"),
    path("adjustments/offer/", adjustments.offer, name="offer"),
    path("adjustments/<uuid:adjustment_id>/", adjustments.adjustment, name="adjustment"),
    path("adjustments/<uuid:adjustment_id>/grant/", adjustments.grant, name="grant"),
    path("adjustments/<uuid:adjustment_id>/refuse/", adjustments.refuse, name="refuse"),
    path("adjustments/<uuid:adjustment_id>/evaluate/", adjustments.evaluate, name="evaluate"),
    path("adjustments/<uuid:adjustment_id>/withdraw/", adjustments.withdraw, name="withdraw"),
]
