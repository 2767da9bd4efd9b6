"""Each boundary's rectangle stands beside it, so that a process need not hold the country's polygons."""

from __future__ import annotations

import shapely
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CORNERS = ("west", "south", "east", "north")


def fill(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    boundary = apps.get_model("territory", "Boundary")
    for row in boundary.objects.iterator(chunk_size=1000):
        corners = shapely.from_wkb(bytes(row.wkb)).bounds
        boundary.objects.filter(pk=row.pk).update(**dict(zip(CORNERS, corners, strict=True)))


class Migration(migrations.Migration):
    dependencies = [("territory", "0003_second_steps")]

    operations = [
        *(
            migrations.AddField(model_name="boundary", name=name, field=models.FloatField(default=0.0))
            for name in CORNERS
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.AlterField(model_name="boundary", name=name, field=models.FloatField()) for name in CORNERS),
    ]
