"""Operations that were planned inside cases come here, with their ids and their sealed bytes as they are.

They stay sealed under their case's key; who planned them and when is the case's leader and its opening, the nearest
that the old table knows.
"""

from django.db import migrations

COPY = """
INSERT INTO operations_operation (
    id, case_id, office_id, unit_id, kind, person, is_urgent, state, planned_by_id, planned_at, shredded_at,
    sealed_under_case, plan, result
)
SELECT
    old.id, old.case_id, c.office_id, c.unit_id, old.kind, '', false,
    CASE WHEN old.result IS NULL THEN 'planned' ELSE 'reported' END,
    c.leader_id, c.opened_at, c.shredded_at, true, old.plan, old.result
FROM cases_operation old JOIN cases_case c ON c.id = old.case_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(COPY),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; DROP TABLE cases_operation"),
    ]
