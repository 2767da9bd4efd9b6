"""What everybody who signs in sees, by task; the permission decides, not the address."""

from django.urls import include, path

from pimpasa.sites.officers.account import urls as account
from pimpasa.sites.officers.operations.views import calendar

app_name = "officers"

_TASKS = (
    "workplace",
    "reports",
    "verification",
    "operations",
    "dialogues",
    "cases",
    "papers",
    "letters",
    "referrals",
    "administration",
    "oversight",
    "numbers",
    "monthly",
    "colleagues",
    "notes",
    "unsent",
    "phone",
    "imports",
)

urlpatterns = [
    path("masuk/", include(account.urlpatterns)),
    path("kalender/<str:token>.ics", calendar.feed, name="calendar"),
    path("petugas/", include(account.of_desks)),
    *(path("petugas/", include(f"pimpasa.sites.officers.{task}.urls")) for task in _TASKS),
]
