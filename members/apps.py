from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Parties and governance")

    def ready(self) -> None:
        from members import user_admin  # noqa: F401 - registers the accounts beside admin.py's records
