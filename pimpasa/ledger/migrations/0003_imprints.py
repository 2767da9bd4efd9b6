"""Acts commit to what they left of rows, and are marked as the program's own."""

import django.db.models.deletion
from django.db import migrations, models

ACTS = """
CREATE OR REPLACE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'ledger_entry' AND TG_OP = 'UPDATE' THEN
        IF OLD.position IS NULL
           AND (NEW.id, NEW.act, NEW.subject, NEW.actor, NEW.at, NEW.digest, NEW.nonce, NEW.commitment, NEW.rows)
             IS NOT DISTINCT FROM
               (OLD.id, OLD.act, OLD.subject, OLD.actor, OLD.at, OLD.digest, OLD.nonce, OLD.commitment, OLD.rows) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only';
END $$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_imprint
    FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
"""
NO_ACTS = "DROP TRIGGER ledger_append_only ON ledger_imprint;"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [
        migrations.AddField("entry", "rows", models.BinaryField(max_length=32, null=True)),
        migrations.AddField("entry", "mac", models.BinaryField(max_length=32, null=True)),
        migrations.CreateModel(
            name="Imprint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(max_length=60)),
                ("row", models.CharField(max_length=120)),
                ("digest", models.BinaryField(max_length=32)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imprints", to="ledger.entry"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["model", "row", "id"], name="imprint_of_row")]},
        ),
        migrations.RunSQL(ACTS, NO_ACTS),
    ]
