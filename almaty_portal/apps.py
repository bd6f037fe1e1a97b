from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "almaty_portal"
    label = "portal"
