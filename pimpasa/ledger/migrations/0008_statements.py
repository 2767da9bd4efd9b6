"""What is said to everybody with each batch: the keys and the code. Nothing was said with those of before."""

from django.db import migrations, models

GUARDS = """
CREATE TRIGGER ledger_tree_append_only BEFORE UPDATE OR DELETE ON ledger_told
    FOR EACH ROW EXECUTE FUNCTION ledger_tree_append_only();
"""
NO_GUARDS = "DROP TRIGGER ledger_tree_append_only ON ledger_told;"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_witness_has_an_address")]
    operations = [
        migrations.AddField("batch", "statement", models.TextField(default="", db_default="")),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("text", models.TextField()),
            ],
        ),
        migrations.RunSQL(GUARDS, NO_GUARDS),
    ]
