"""Addresses of care team, review meetings, teachers' rounds, referrals and confidential contact."""

from django.urls import URLPattern, path

from houvast.careteam.views import confidence, helping, items, meetings

app_name = "careteam"
urlpatterns: list[URLPattern] = [
    path("care-team/", meetings.start, name="start"),
    path("care-team/new/", meetings.plan, name="plan"),
    path("care-team/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("care-team/<uuid:meeting_id>/fill/", meetings.fill, name="fill"),
    path("care-team/<uuid:meeting_id>/invite/", meetings.invite, name="invite"),
    path("care-team/<uuid:meeting_id>/members/", meetings.members, name="members"),
    path("care-team/<uuid:meeting_id>/students/", meetings.put_on, name="put-on"),
    path("care-team/<uuid:meeting_id>/end/", meetings.end, name="end"),
    path("care-team/<uuid:meeting_id>/minutes/", meetings.minutes, name="minutes"),
    path("care-team/students/<uuid:item_id>/", items.item, name="item"),
    path("care-team/students/<uuid:item_id>/off/", items.take_off, name="take-off"),
    path("care-team/students/<uuid:item_id>/partners/", items.ask_seat, name="ask-seat"),
    path("care-team/students/<uuid:item_id>/own/", items.invitation, name="invitation"),
    path("care-team/seats/<uuid:seat_id>/", items.seat, name="seat"),
    path("care-team/seats/<uuid:seat_id>/answer/", items.answer_seat, name="answer-seat"),
    path("care-team/wishes/<uuid:wish_id>/back/", items.take_back_wish, name="take-back-wish"),
    path("students/<uuid:student_id>/care-team/", items.student, name="student"),
    path("students/<uuid:student_id>/care-team/ask/", items.wish, name="wish"),
    path("students/<uuid:student_id>/teachers-round/", helping.ask_round, name="ask-round"),
    path("teachers-rounds/<uuid:round_id>/", helping.round_, name="round"),
    path("teachers-rounds/answers/<uuid:answer_id>/", helping.answer_round, name="answer-round"),
    path("students/<uuid:student_id>/referrals/new/", helping.refer, name="refer"),
    path("referrals/<uuid:referral_id>/", helping.referral, name="referral"),
    path("referrals/<uuid:referral_id>/answer/", helping.answer_referral, name="answer-referral"),
    path("in-confidence/", confidence.in_confidence, name="in-confidence"),
    path("in-confidence/with/<uuid:desk_id>/", confidence.confide, name="confide"),
    path("in-confidence/<uuid:contact_id>/", confidence.contact, name="contact"),
    path("in-confidence/<uuid:contact_id>/step/", confidence.contact_step, name="contact-step"),
]
