"""Addresses of the helpdesk and of complaint, objection and appeal."""

from django.urls import URLPattern, path

from houvast.helpdesk.views import boards, contests, entries, explained, inbox, own, public

app_name = "helpdesk"
urlpatterns: list[URLPattern] = [
    path("helpdesk/", public.ask, name="ask"),
    path("helpdesk/answers/", public.answers, name="answers"),
    path("helpdesk/question/<slug:token>/", public.follow, name="follow"),
    path("helpdesk/routes/", explained.routes, name="routes"),
    path("helpdesk/professionals/", explained.professionals, name="professionals"),
    path("helpdesk/professionals/sharing/", explained.sharing, name="sharing"),
    path("helpdesk/mine/", own.mine, name="mine"),
    path("helpdesk/inbox/", inbox.inbox, name="inbox"),
    path("helpdesk/inbox/new/", inbox.write_down, name="write-down"),
    path("helpdesk/inbox/<uuid:conversation_id>/", inbox.conversation, name="conversation"),
    path("helpdesk/inbox/<uuid:conversation_id>/to-library/", entries.new_entry, name="to-library"),
    path("helpdesk/inbox/<uuid:conversation_id>/<slug:what>/", inbox.step, name="step"),
    path("helpdesk/figures/", inbox.figures, name="figures"),
    path("helpdesk/library/", entries.library, name="library"),
    path("helpdesk/library/new/", entries.new_entry, name="new-entry"),
    path("helpdesk/library/<uuid:entry_id>/", entries.entry, name="entry"),
    path("students/<uuid:student_id>/contests/", contests.contests, name="contests"),
    path("contest/<uuid:contest_id>/", contests.contest, name="contest"),
    path("contest/<uuid:contest_id>/hand-in/", contests.hand_in, name="hand-in"),
    path("contest/<uuid:contest_id>/throw-away/", contests.throw_away, name="throw-away"),
    path("board/", boards.board, name="board"),
    path("board/<uuid:contest_id>/", boards.board_contest, name="board-contest"),
    path("board/<uuid:contest_id>/outcome/", boards.new_outcome, name="new-outcome"),
    path("board/outcomes/<uuid:publication_id>/", boards.publication, name="publication"),
    path("outcomes/<uuid:organisation_id>/", boards.outcomes, name="outcomes"),
]
