from django.db import migrations
from django.db.migrations.state import StateApps
from django.utils.timezone import now


def admit_who_reads(apps: StateApps, _schema: object) -> None:
    """Auditors and heads to whose keys complaints were sealed until now go on reading them; later ones are let in."""
    Admission = apps.get_model("keys", "Admission")
    OfficerKey = apps.get_model("keys", "OfficerKey")
    readers = OfficerKey.objects.filter(retired_at=None, officer__is_active=True, officer__role__in=["auditor", "head"])
    Admission.objects.bulk_create(
        Admission(office_id=key.officer.office_id, officer_key=key, let_in_at=now())
        for key in readers.select_related("officer")
    )


class Migration(migrations.Migration):
    dependencies = [("keys", "0002_who_let_in")]

    operations = [migrations.RunPython(admit_who_reads, migrations.RunPython.noop)]
