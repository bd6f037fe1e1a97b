from django.urls import path, re_path

from actionplan import desk_report_views, desk_views, evidence_views, packet_views, sheet_views
from actionplan.review_desk import letter_views, round_views
from actionplan.review_desk import report_views as review_report_views
from almaty_portal.lib import languages

app_name = "desk"
urlpatterns = [
    # The state's people
    path("", desk_views.home, name="home"),
    path("packets/<int:pk>/", packet_views.packet, name="packet"),
    path("packets/<int:pk>/ready/", packet_views.ready, name="packet_ready"),
    path("packets/<int:pk>/sign/", packet_views.sign, name="sign"),
    path("packets/<int:pk>/withdraw/", packet_views.withdraw, name="withdraw"),
    path("packets/<int:pk>/history/", packet_views.history, name="packet_history"),
    re_path(
        rf"^packets/(?P<pk>\d{{1,18}})/signed-(?P<language>{'|'.join(languages.codes())})\.pdf\Z",
        packet_views.signed,
        name="signed",
    ),
    path("reports/<int:pk>/", desk_report_views.report, name="report"),
    path("reports/<int:pk>/resolve/", desk_report_views.resolve, name="resolve"),
    path("reports/<int:pk>/autosave/", desk_report_views.autosave, name="autosave"),
    path("reports/<int:pk>/step/", desk_report_views.step, name="step"),
    path("reports/<int:pk>/correct/", desk_report_views.correct, name="correct"),
    path("reports/<int:pk>/history/", desk_report_views.history, name="history"),
    path("reports/<int:pk>/evidence/", evidence_views.add, name="evidence_add"),
    path("evidence/<int:pk>/", evidence_views.evidence, name="evidence"),
    path("evidence/<int:pk>/remove/", evidence_views.remove, name="evidence_remove"),
    # The spreadsheet of a packet
    path("packets/<int:pk>/sheet/", sheet_views.upload, name="sheet"),
    path("packets/<int:pk>/sheet/confirm/", sheet_views.confirm, name="sheet_confirm"),
    path("packets/<int:pk>/sheet/packet.xlsx", sheet_views.download, name="sheet_download"),
    path("packets/<int:pk>/sheet/marked.xlsx", sheet_views.marked, name="sheet_marked"),
]
urlpatterns += [
    # The reviewer's desk
    path("review/", round_views.desk, name="review"),
    path("review/reports/<int:pk>/", review_report_views.report, name="review_report"),
    path("review/reports/<int:pk>/letter/", letter_views.letter, name="letter"),
    path("review/rounds/<int:pk>/", round_views.one_round, name="review_round"),
    path("review/rounds/<int:pk>/publish/", round_views.publish, name="publish_round"),
]
