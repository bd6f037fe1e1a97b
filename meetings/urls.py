from django.urls import path

from meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="list"),
    path("<slug:slug>/", views.meeting, name="meeting"),
    path("<slug:slug>/files/<int:pk>/", views.meeting_file, name="file"),
]
