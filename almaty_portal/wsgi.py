import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almaty_portal.settings")
django_application = get_wsgi_application()

from almaty_portal.page_cache.front import from_memory  # noqa: E402 - it needs Django's settings

application = from_memory(django_application)
