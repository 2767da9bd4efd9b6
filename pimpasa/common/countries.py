"""Countries by ISO 3166-1 alpha-2."""

import re

from django.utils.translation import gettext_lazy as _

# Those that an event is likely to name; `ZZ`, which ISO leaves to users, is any other. A short list, so that a phone's
# wheel stays usable; another country's name goes into the event's place.
COUNTRIES = {
    "ID": _("Indonesia"),
    "AE": _("United Arab Emirates"),
    "AU": _("Australia"),
    "BD": _("Bangladesh"),
    "BN": _("Brunei"),
    "CN": _("China"),
    "EG": _("Egypt"),
    "HK": _("Hong Kong"),
    "IN": _("India"),
    "IQ": _("Iraq"),
    "JO": _("Jordan"),
    "JP": _("Japan"),
    "KH": _("Cambodia"),
    "KR": _("South Korea"),
    "KW": _("Kuwait"),
    "LA": _("Laos"),
    "LY": _("Libya"),
    "MM": _("Myanmar"),
    "MO": _("Macau"),
    "MY": _("Malaysia"),
    "NG": _("Nigeria"),
    "OM": _("Oman"),
    "PG": _("Papua New Guinea"),
    "PH": _("Philippines"),
    "PK": _("Pakistan"),
    "QA": _("Qatar"),
    "SA": _("Saudi Arabia"),
    "SG": _("Singapore"),
    "SY": _("Syria"),
    "TH": _("Thailand"),
    "TL": _("Timor-Leste"),
    "TR": _("Türkiye"),
    "TW": _("Taiwan"),
    "VN": _("Vietnam"),
    "ZZ": _("Another country"),
}
# Those that people are often from, as officers write them.
WRITTEN = {
    "ID": ("indonesia", "wni"),
    "MM": ("myanmar", "burma"),
    "KH": ("kamboja", "cambodia"),
    "LA": ("laos",),
    "TH": ("thailand",),
    "VN": ("vietnam",),
    "PH": ("filipina", "philippines"),
    "MY": ("malaysia",),
    "SG": ("singapura", "singapore"),
    "TL": ("timor-leste", "timor leste"),
    "CN": ("tiongkok", "china", "cina"),
    "TW": ("taiwan",),
    "IN": ("india",),
    "BD": ("bangladesh",),
    "PK": ("pakistan",),
    "LK": ("sri lanka",),
    "NP": ("nepal",),
    "AF": ("afganistan", "afghanistan"),
    "NG": ("nigeria",),
    "UZ": ("uzbekistan",),
}
_CODES = {name: code for code, names in WRITTEN.items() for name in names}
_CODE = re.compile(r"[A-Z]{2}")


def code_of(written: str) -> str:
    """The code of a country as somebody wrote it, perhaps as a code; empty where it is not known for sure."""
    plain = written.strip()
    return plain if _CODE.fullmatch(plain) else _CODES.get(plain.lower(), "")
