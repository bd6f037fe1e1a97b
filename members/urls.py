from django.urls import path

from members import views

app_name = "members"
urlpatterns = [
    path("members/", views.members, name="list"),
    path("members/<slug:slug>/", views.party, name="party"),
    path("governance/", views.governance, name="governance"),
]
