"""Every row that reporting keeps, its history included, so that two moments can be compared."""

from django.apps import apps
from django.db import connection

from members.models import Mandate, User


def stored() -> dict[str, str | None]:
    """Table → the digest of all its rows with all their columns (but when a person last signed in)."""
    models = [*apps.get_app_config("actionplan").get_models(include_auto_created=True), User, Mandate]
    tables = sorted({model._meta.db_table for model in models})
    one = "SELECT '{0}', md5(string_agg((to_jsonb(r) - 'last_login')::text, '\n' ORDER BY r::text)) FROM {0} r"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables))
        return dict(cursor.fetchall())
