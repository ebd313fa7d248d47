"""Addresses of the transfer board."""

from django.urls import URLPattern, path

from houvast.transfer.views import board, deciding, judging, old_school, own, pupil, team

urlpatterns: list[URLPattern] = [
    path("transfer/", board.board, name="transfer"),
    path("transfer/lists/", board.keep_list, name="transfer-keep-list"),
    path("transfer/lists/<uuid:list_id>/remove/", board.remove_list, name="transfer-remove-list"),
    path("transfer/overview/", deciding.overview, name="transfer-overview"),
    path("transfer/matches/", judging.matches, name="transfer-matches"),
    path("transfer/matches/<uuid:suggestion_id>/", judging.match, name="transfer-match"),
    path("transfer/mine/", own.mine, name="my-transfer"),
    path("transfer/mine/words/", own.own_words, name="transfer-own-words"),
    path("transfer/of/<uuid:student_id>/", own.of_child, name="transfer-of-child"),
    path("transfer/of/<uuid:student_id>/consent/", own.consent, name="transfer-consent"),
    path("students/<uuid:student_id>/old-school/", old_school.ask_old_mentor, name="ask-old-mentor"),
    path("transfer/<uuid:row_id>/team/", team.team, name="transfer-team"),
    path("transfer/<uuid:row_id>/", pupil.pupil, name="transfer-pupil"),
    path("transfer/<uuid:row_id>/record/<slug:kind>/", pupil.record, name="transfer-record"),
    path("transfer/<uuid:row_id>/take-back/<uuid:event_id>/", pupil.take_back, name="transfer-take-back"),
    path("transfer/<uuid:row_id>/needs/", pupil.needs, name="transfer-needs"),
    path("transfer/<uuid:row_id>/marks/", pupil.marks, name="transfer-marks"),
    path("transfer/<uuid:row_id>/apply/", pupil.apply, name="transfer-apply"),
    path("transfer/<uuid:row_id>/decide/<uuid:application_id>/", deciding.decide, name="transfer-decide"),
]
