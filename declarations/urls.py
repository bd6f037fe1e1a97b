from django.urls import path

from declarations import rendition_views

app_name = "declarations"
urlpatterns = [
    path("<slug:slug>/editions/<int:number>/<str:filename>", rendition_views.rendition, name="rendition"),
]
