from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    name = "almaty_portal"
    label = "portal"

    def ready(self) -> None:
        from almaty_portal import checks, migration_order  # noqa: F401 - checks registers itself
        from almaty_portal.roles import sync_roles

        migration_order.install()
        # sent for apps with models only; by the last of them, the permissions of all are there
        post_migrate.connect(sync_roles, sender=apps.get_app_config("actionplan"))
