from django.urls import path

app_name = "open_data"
urlpatterns: list = []
