"""Where Indonesians work, by the names and towns that people say, with their codes."""

from __future__ import annotations

import re

# Of these, a number without its + is read behind a word such as WA.
ABROAD = tuple(re.findall(r"\d+", "60 63 65 66 673 81 82 84 852 853 855 856 886 90 95 962 965 966 968 971 973 974"))
_NAMES = {
    (
        "60",
        "MY",
    ): "malaysia malaysa malay msia johor jb kl kuala_lumpur selangor penang pinang sabah sarawak tawau kuching "
    "miri melaka ipoh klang kota_kinabalu",
    ("65", "SG"): "singapura singapore singapur spore sg",
    ("852", "HK"): "hongkong hong_kong hk hkg kowloon",
    ("886", "TW"): "taiwan taiwain tewan twn taipei taichung kaohsiung taoyuan tainan hsinchu",
    ("855", "KH"): "kamboja cambodia phnom_penh phnompenh sihanoukville poipet bavet",
    ("966", "SA"): "saudi arab arab_saudi sodi riyadh jeddah jedah mekah mekkah makkah madinah",
    ("971", "AE"): "dubai abu_dhabi uea",
    ("974", "QA"): "qatar doha",
    ("965", "KW"): "kuwait",
    ("973", "BH"): "bahrain",
    ("968", "OM"): "oman",
    ("962", "JO"): "yordania jordan amman",
    ("82", "KR"): "korea korsel seoul busan ansan incheon",
    ("81", "JP"): "jepang jepun japan tokyo osaka nagoya",
    ("66", "TH"): "thailand tailan bangkok mae_sot",
    ("63", "PH"): "filipina filipin manila",
    ("84", "VN"): "vietnam",
    ("95", "MM"): "myanmar burma myawaddy yangon",
    ("856", "LA"): "laos",
    ("673", "BN"): "brunei",
    ("853", "MO"): "macau makau",
    ("90", "TR"): "turki istanbul",
}
LANDS = {name.replace("_", " "): code for code, names in _NAMES.items() for name in re.findall(r"\w+", names)}
