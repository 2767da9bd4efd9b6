"""A unit is merged into the one that reads for its closed office; desks of kelurahan are, as before."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0007_formername"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="desk", name="desk_merged_if_closed"),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), ("closed_on__isnull", False), _connector="OR"),
                name="desk_merged_if_closed",
            ),
        ),
    ]
