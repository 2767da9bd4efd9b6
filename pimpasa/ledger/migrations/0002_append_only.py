from django.db import migrations

GUARD = """
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
UNGUARD = "DROP TRIGGER ledger_append_only ON ledger_entry; DROP FUNCTION ledger_append_only();"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
