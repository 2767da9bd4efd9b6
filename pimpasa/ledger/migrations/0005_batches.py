"""The public log comes out in batches. What was public before is the beginning of it, as it was."""

import django.db.models.deletion
from django.db import migrations, models

BEGINNING = """
INSERT INTO ledger_publictile (level, number, hashes) SELECT level, number, hashes FROM ledger_tile;
INSERT INTO ledger_batch (size, start, acts_start, acts, root, note, signed_at)
SELECT size, lag(size, 1, 0::bigint) OVER (ORDER BY size), lag(size, 1, 0::bigint) OVER (ORDER BY size), size, root, note,
    signed_at
FROM ledger_checkpoint;
"""
GUARDS = """
CREATE OR REPLACE FUNCTION ledger_tree_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME IN ('ledger_tile', 'ledger_publictile') AND TG_OP = 'UPDATE' THEN
        IF (NEW.level, NEW.number) = (OLD.level, OLD.number)
           AND substring(NEW.hashes FOR length(OLD.hashes)) = OLD.hashes THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only';
END $$;
CREATE TRIGGER ledger_tree_append_only BEFORE UPDATE OR DELETE ON ledger_publictile
    FOR EACH ROW EXECUTE FUNCTION ledger_tree_append_only();
CREATE TRIGGER ledger_tree_append_only BEFORE UPDATE OR DELETE ON ledger_batch
    FOR EACH ROW EXECUTE FUNCTION ledger_tree_append_only();
"""
NO_GUARDS = """
DROP TRIGGER ledger_tree_append_only ON ledger_publictile;
DROP TRIGGER ledger_tree_append_only ON ledger_batch;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_audited")]
    operations = [
        migrations.CreateModel(
            name="PublicTile",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("number", models.BigIntegerField()),
                ("hashes", models.BinaryField()),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("start", models.BigIntegerField()),
                ("acts_start", models.BigIntegerField()),
                ("acts", models.BigIntegerField(db_index=True)),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
                ("signed_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(BEGINNING, migrations.RunSQL.noop),
        migrations.RunSQL(GUARDS, NO_GUARDS),
        migrations.AlterField(
            model_name="cosignature",
            name="checkpoint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cosignatures", to="ledger.batch"
            ),
        ),
    ]
