import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("unsent", "0002_arrivals"),
    ]

    operations = [
        migrations.AddField(
            model_name="arrival",
            name="came_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["officer", "came_at"], name="arrival_of_officer"),
        ),
    ]
