"""Nobody changes or removes an act, a tile or a checkpoint, whoever writes to the database."""

from django.db import migrations

ACTS = """
CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.position IS NULL
       AND (NEW.id, NEW.act, NEW.subject, NEW.actor, NEW.at, NEW.digest, NEW.nonce, NEW.commitment)
         = (OLD.id, OLD.act, OLD.subject, OLD.actor, OLD.at, OLD.digest, OLD.nonce, OLD.commitment) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only';
END $$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
"""
NO_ACTS = "DROP TRIGGER ledger_append_only ON ledger_entry; DROP FUNCTION ledger_append_only();"
TREE = """
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
NO_TREE = """
DROP TRIGGER ledger_tree_append_only ON ledger_tile;
DROP TRIGGER ledger_tree_append_only ON ledger_checkpoint;
DROP FUNCTION ledger_tree_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(ACTS, NO_ACTS), migrations.RunSQL(TREE, NO_TREE)]
