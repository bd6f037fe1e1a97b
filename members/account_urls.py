from django.urls import include, path

from members import account_views

urlpatterns = [
    path("", account_views.account, name="account"),
    path("email/", account_views.not_offered),
    path("", include("allauth.urls")),
]
