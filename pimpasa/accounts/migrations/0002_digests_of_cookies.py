"""Sessions are found by a digest of their cookie from now on, and second factors are stored sealed.

Sessions from before end: their rows hold cookies. Officers sign in anew.
"""

from typing import Any

from django.db import migrations

from pimpasa.accounts import second_factors

SECRETS = ("secret", "seed")


def end_sessions(apps: Any, _editor: Any) -> None:
    apps.get_model("sessions", "Session").objects.all().delete()


def seal_second_factors(apps: Any, _editor: Any) -> None:
    for factor in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]):
        for name in SECRETS:
            if name in factor.data:
                factor.data[name] = second_factors.seal(factor.data[name])
        if "migrated_codes" in factor.data:
            factor.data["migrated_codes"] = [second_factors.seal(code) for code in factor.data["migrated_codes"]]
        factor.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("sessions", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [
        migrations.RunPython(end_sessions, migrations.RunPython.noop),
        migrations.RunPython(seal_second_factors, migrations.RunPython.noop),
    ]
