from django.db import migrations

GUARD = """
CREATE FUNCTION ledger_tree_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'ledger_tile' AND TG_OP = 'UPDATE' THEN
        IF (NEW.level, NEW.number) = (OLD.level, OLD.number)
           AND substring(NEW.hashes FOR length(OLD.hashes)) = OLD.hashes THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only';
END $$;
CREATE TRIGGER ledger_tree_append_only BEFORE UPDATE OR DELETE ON ledger_tile
    FOR EACH ROW EXECUTE FUNCTION ledger_tree_append_only();
CREATE TRIGGER ledger_tree_append_only BEFORE UPDATE OR DELETE ON ledger_checkpoint
    FOR EACH ROW EXECUTE FUNCTION ledger_tree_append_only();
"""
UNGUARD = """
DROP TRIGGER ledger_tree_append_only ON ledger_tile;
DROP TRIGGER ledger_tree_append_only ON ledger_checkpoint;
DROP FUNCTION ledger_tree_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_tree")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
