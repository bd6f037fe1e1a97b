from django.urls import path

from meetings import calendar_views, views
from meetings.feeds import MeetingFeed

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="list"),
    path("feed.atom", MeetingFeed(), name="feed"),
    path("calendar.ics", calendar_views.everything, name="calendar"),
    path("calendar/<slug:kind>.ics", calendar_views.of_kind, name="calendar-of-kind"),
    path("<slug:slug>/meeting.ics", calendar_views.one, name="calendar-of-one"),
    path("<slug:slug>/", views.meeting, name="meeting"),
    path("<slug:slug>/files/<int:pk>/", views.meeting_file, name="file"),
]
