from django.urls import path, re_path

from almaty_portal.api import api
from almaty_portal.open_data import views

urlpatterns = [
    path("api/v1/", views.index, name="api_index"),
    path("api/v1/openapi.json", views.schema, name="openapi"),
    path("api/v1/", api.urls),
    re_path(r"^api/(?P<rest>(?s:.*))\Z", views.no_such_address, name="no_such_address"),
    path("open-data/dictionary.csv", views.dictionary_file, name="dictionary_file"),
    re_path(r"^open-data/(?P<name>[a-z-]{1,40})\.(?P<form>[a-z]{1,8})\Z", views.dump, name="dump"),
]
