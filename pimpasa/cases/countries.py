"""The countries that an event is likely to name, by ISO 3166-1 alpha-2; `ZZ`, which ISO leaves to users, is any other.

A short list, so that a phone's wheel stays usable; another country's name goes into the event's place.
"""

from django.utils.translation import gettext_lazy as _

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
