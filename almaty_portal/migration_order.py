"""An index over a column that is added in the same `makemigrations` comes after the column.

Django puts a generated column (a search vector) behind the columns it is made of, and knows nothing of the kind about
indexes: a new language's vectors would be indexed before they are there.
"""

from typing import Any

from django.core.management.commands import makemigrations, migrate
from django.db.migrations.autodetector import OperationDependency
from django.db.migrations.operations import AddIndex


def install() -> None:
    """Both commands get the same autodetector, as Django asks: what pgtrigger has made of it, and this."""
    known: Any = makemigrations.Command.autodetector

    class Autodetector(known):  # type: ignore[misc]
        def add_operation(
            self, app_label: str, operation: Any, dependencies: Any = None, beginning: bool = False
        ) -> None:
            if isinstance(operation, AddIndex):
                columns = [name for name, _order in operation.index.fields_orders]
                made = OperationDependency.Type.CREATE
                dependencies = [
                    *(dependencies or []),
                    *(OperationDependency(app_label, operation.model_name_lower, name, made) for name in columns),
                ]
            super().add_operation(app_label, operation, dependencies, beginning)

    makemigrations.Command.autodetector = migrate.Command.autodetector = Autodetector
