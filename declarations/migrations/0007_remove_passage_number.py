from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("declarations", "0006_numbers_in_each_language")]
    operations = [migrations.RemoveField("passage", "number")]
