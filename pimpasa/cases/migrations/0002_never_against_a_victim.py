from django.db import migrations

# The promise of ADR 23 where no program can go round it: an action that was not lifted stands against nobody but a
# foreigner whose screening found no signs. The person's row is held, so that a screening of the same moment waits.
GUARD = """
CREATE FUNCTION cases_never_against_a_victim() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  whom uuid;
BEGIN
  IF TG_TABLE_NAME = 'cases_tak' THEN
    whom := NEW.person_id;
  ELSE
    whom := NEW.id;
  END IF;
  PERFORM 1 FROM cases_person WHERE id = whom FOR SHARE;
  IF EXISTS (
    SELECT 1 FROM cases_person AS person JOIN cases_tak AS tak ON tak.person_id = person.id
    WHERE person.id = whom AND tak.lifted_on IS NULL
      AND (person.screening <> 'not_indicated' OR person.citizenship <> 'wna')
  ) THEN
    RAISE EXCEPTION 'an action stands only against a foreigner screened without signs (UU 6/2011 art. 86)'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER tak_never_against_a_victim AFTER INSERT OR UPDATE OF person_id, lifted_on ON cases_tak
  FOR EACH ROW EXECUTE FUNCTION cases_never_against_a_victim();
CREATE TRIGGER person_never_against_a_victim AFTER UPDATE OF screening, citizenship ON cases_person
  FOR EACH ROW EXECUTE FUNCTION cases_never_against_a_victim();
"""
UNGUARD = """
DROP TRIGGER tak_never_against_a_victim ON cases_tak;
DROP TRIGGER person_never_against_a_victim ON cases_person;
DROP FUNCTION cases_never_against_a_victim();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
