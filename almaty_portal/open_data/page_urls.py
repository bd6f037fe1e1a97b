from django.urls import path

from almaty_portal.open_data import views

app_name = "open_data"
urlpatterns = [
    path("", views.page, name="page"),
    path("dictionary/", views.dictionary_page, name="dictionary"),
]
