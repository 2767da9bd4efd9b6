from django.db import migrations
from django.db.migrations.state import StateApps
from django.db.models import Q
from django.utils.timezone import now


def know_who_reads(apps: StateApps, _schema: object) -> None:
    """Whoever holds a key by now goes on deciding; administrators never needed to be met."""
    OfficerKey = apps.get_model("keys", "OfficerKey")
    Officer = apps.get_model("accounts", "Officer")
    let_in = OfficerKey.objects.filter(Q(desk_grants__isnull=False) | Q(admissions__isnull=False), retired_at=None)
    Officer.objects.filter(pk__in=let_in.values("officer")).update(met_at=now())


class Migration(migrations.Migration):
    dependencies = [("keys", "0004_withdrawing_takes_two"), ("accounts", "0003_who_was_met")]

    operations = [migrations.RunPython(know_who_reads, migrations.RunPython.noop)]
