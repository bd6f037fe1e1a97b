"""The smallest Django project: one view that answers a small page, no middleware, no database."""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

from bench.http.bare import BODY

urlpatterns = [path("", lambda request: HttpResponse(BODY))]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[], SECRET_KEY="none")  # noqa: S106
django.setup()
application = get_wsgi_application()
