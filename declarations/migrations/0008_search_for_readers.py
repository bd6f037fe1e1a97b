"""What search and lists ask of editions and passages, answered without unpacking a whole text."""

import django.contrib.postgres.indexes
import django.db.models.fields.json
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0007_remove_passage_number"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="passage",
            name="declaration_search__1346dd_gin",
        ),
        migrations.RemoveIndex(
            model_name="passage",
            name="declaration_search__8e1f1c_gin",
        ),
        migrations.AddField(
            model_name="edition",
            name="party_codes",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    "content",
                    models.Value("$.endorsements[*].code"),
                    function="jsonb_path_query_array",
                    template="%(function)s(%(expressions)s::jsonpath)",
                ),
                output_field=models.JSONField(),
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="symbol",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.fields.json.KeyTextTransform("symbol", "content"),
                output_field=models.CharField(max_length=40, null=True),
            ),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["search_ru"], name="passage_search_ru"
            ),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["search_en"], name="passage_search_en"
            ),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("anchor", 0)), fastupdate=False, fields=["search_ru"], name="title_search_ru"
            ),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("anchor", 0)), fastupdate=False, fields=["search_en"], name="title_search_en"
            ),
        ),
        # The vectors stay in the row: ranking reads hundreds of them, a page shows a few dozen texts.
        migrations.RunSQL(
            "ALTER TABLE declarations_passage"
            " ALTER COLUMN search_ru SET STORAGE MAIN, ALTER COLUMN search_en SET STORAGE MAIN",
            "ALTER TABLE declarations_passage"
            " ALTER COLUMN search_ru SET STORAGE EXTENDED, ALTER COLUMN search_en SET STORAGE EXTENDED",
        ),
    ]
