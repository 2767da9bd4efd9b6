from django.db import migrations


class Migration(migrations.Migration):
    """Operations have a place of their own (pimpasa.operations); the table stays until its rows are copied there."""

    dependencies = [
        ("cases", "0004_never_against_a_victim"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Operation")]),
    ]
