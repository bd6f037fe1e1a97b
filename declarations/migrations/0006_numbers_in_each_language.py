"""One bare number for both languages becomes the number as each language's text writes it."""

from typing import Any

import pgtrigger
from django.db import migrations

FULL_STOP = "CASE WHEN kind = 'operative' AND number ~ '[[:alnum:]]$' THEN number || '.' ELSE number END"


def copy(apps: Any, schema_editor: Any) -> None:
    statements = [
        f"UPDATE {table} SET number_ru = {FULL_STOP}, number_en = {FULL_STOP}"  # noqa: S608 - our own names
        for table in ("declarations_paragraph", "declarations_paragraphevent")
    ]
    statements.append("UPDATE declarations_passage SET number_ru = number, number_en = number")
    # published texts and their history are closed to any other change
    with pgtrigger.ignore(), schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("declarations", "0005_paragraphs_levels_forms")]
    operations = [migrations.RunPython(copy, migrations.RunPython.noop)]
