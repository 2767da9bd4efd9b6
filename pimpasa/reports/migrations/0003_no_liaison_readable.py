"""That somebody reports as head of an RW is sealed with who they are; the readable mode says only whether one is known."""

from typing import Any

from django.db import migrations, models


def hide_liaisons(apps: Any, _editor: Any) -> None:
    apps.get_model("reports", "Report").objects.filter(mode="liaison").update(mode="confidential")


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_set_aside")]
    operations = [
        migrations.RunPython(hide_liaisons, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode", "liaison"), _negated=True), name="report_tells_no_liaison"
            ),
        ),
    ]
