from django.urls import path

from almaty_portal.api import api
from almaty_portal.open_data import views

urlpatterns = [
    path("api/v1/openapi.json", views.schema, name="openapi"),
    path("api/v1/", api.urls),
    path("api/<path:rest>", views.no_such_address, name="no_such_address"),
]
