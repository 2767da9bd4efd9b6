"""What has its number stays as it is, whoever writes to the database: a signed paper may not say something else later."""

from django.db import migrations

GUARD = """
CREATE FUNCTION paper_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.number = '' AND OLD.state = 'draft' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a paper that was issued or cancelled stays';
    END IF;
    IF (NEW.number, NEW.kind, NEW.office_id, NEW.unit_id, NEW.case_id, NEW.issued_on, NEW.issued_by_id, NEW.check_id,
        NEW.sha256, NEW.pdf_id, NEW.replaces_id)
        IS DISTINCT FROM
       (OLD.number, OLD.kind, OLD.office_id, OLD.unit_id, OLD.case_id, OLD.issued_on, OLD.issued_by_id, OLD.check_id,
        OLD.sha256, OLD.pdf_id, OLD.replaces_id)
    THEN
        RAISE EXCEPTION 'a paper that was issued or cancelled stays as it is';
    END IF;
    IF NEW.envelope IS DISTINCT FROM OLD.envelope AND (OLD.shredded_at IS NOT NULL OR NEW.shredded_at IS NULL) THEN
        RAISE EXCEPTION 'what an issued or cancelled paper says stays until it is erased';
    END IF;
    IF OLD.signed_id IS NOT NULL
        AND (NEW.signed_id, NEW.signed_sha256) IS DISTINCT FROM (OLD.signed_id, OLD.signed_sha256)
    THEN
        RAISE EXCEPTION 'the signed copy of a paper stays';
    END IF;
    IF NEW.state <> OLD.state AND NOT (
        OLD.state = 'issued' AND NEW.state IN ('signed', 'cancelled', 'replaced')
        OR OLD.state = 'signed' AND NEW.state = 'replaced'
    ) THEN
        RAISE EXCEPTION 'a paper does not go back from % to %', OLD.state, NEW.state;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paper_issued_stays BEFORE UPDATE OR DELETE ON papers_paper
    FOR EACH ROW EXECUTE FUNCTION paper_issued_stays();
"""
UNGUARD = "DROP TRIGGER paper_issued_stays ON papers_paper; DROP FUNCTION paper_issued_stays();"


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
