"""Digits as words: of the languages that people tell numbers in, and what they say between and about them."""

from __future__ import annotations

import re

# Indonesian and Malay, Javanese, Sundanese, Madurese, Minangkabau, Batak, Balinese, Banjar, Bugis, Sasak, Betawi,
# the Malay of Kupang and Manado, English.
WORDS = {
    **{numeral: str(digit) for digit, numeral in enumerate("零一二三四五六七八九")},
    **dict.fromkeys(
        ("nol", "nool", "oh", "〇", "enol", "nul", "nil", "kosong", "kusong", "ksong", "sifar", "zero", "zeros"), "0"
    ),
    **dict.fromkeys(
        ("satu", "stu", "atu", "setunggal", "siji", "hiji", "ciek", "sada", "besik", "seddi", "settong", "one"),
        "1",
    ),
    **dict.fromkeys(("dua", "kalih", "loro", "duo", "due", "dadua", "dhuwa", "duwa", "two"), "2"),
    **dict.fromkeys(("tiga", "telu", "tilu", "tigo", "tige", "tolu", "talu", "tello", "tellu", "three"), "3"),
    **dict.fromkeys(
        ("empat", "empt", "mpat", "sekawan", "papat", "opat", "ampek", "ampat", "ampa", "empa", "eppa", "four"), "4"
    ),
    **dict.fromkeys(("lima", "lma", "limo", "lime", "lema", "gangsal", "five"), "5"),
    **dict.fromkeys(("enam", "enem", "genep", "anam", "onom", "nenem", "ennem", "enneng", "six"), "6"),
    **dict.fromkeys(("tujuh", "tjh", "tjuh", "tuju", "pitu", "tujuah", "petto", "seven"), "7"),
    **dict.fromkeys(
        (
            "delapan", "dlpn", "delpan", "lapan", "wolu", "walu", "dalapan", "dlapan", "ualu", "kutus",
            "ballu", "baluk", "arua", "eight",
        ),
        "8",
    ),
    **dict.fromkeys(
        ("sembilan", "smbln", "smbilan", "sanga", "songo", "salapan", "sambilan", "semilan", "siwak", "asera", "nine"),
        "9",
    ),
}  # fmt: skip
WORD = "|".join(sorted(WORDS, key=len, reverse=True))
# What people say between two parts of one number.
FILLERS = frozenset(
    re.findall(
        r"\w+",
        "trus terus trs truss lanjut lanjutannya lanjutane lalu kemudian sambung disambung depannya tengahnya "
        "belakangnya depan tengah belakang habis abis bis itu spasi strip strep setrip min titik then dash angka plus "
        "garis koma baru lagi enter tambah ditambah terakhir terakhirnya akhirnya ujungnya ga gak pake tanpa sisanya "
        "sisane sisa bar kui njur terusan teras saterusna mari ngono abis tu buntutnya buntute ujunge mburine tengahe "
        "ngarepe ditengah dibelakang diujung",
    )
)
TENS = frozenset({"belas", "puluh"})
WHOLE_TENS = {"sepuluh": "10", "sebelas": "11"}
# "Nol empat kali", "empat kali nol", "nol ping papat", "nol empat biji".
TIMES = frozenset({"kali", "x", "times", "biji", "buah"})
# Between a digit and how often it comes: "nol ping papat", "kosonge ana papat", "nolnya ada empat", "nol nya empat".
LINKS = frozenset(
    {
        "ping",
        "kaping",
        "peng",
        "ada",
        "ade",
        "ana",
        "ono",
        "aya",
        "nya",
        "e",
        "sebanyak",
        "jejer",
        "berturut",
        "semua",
        "semuanya",
    }
)
# What parts of a number are called, with whatever ending: "buntutnye", "ngarepe".
PLACES = (
    "depan",
    "tengah",
    "belakang",
    "buntut",
    "ujung",
    "akhir",
    "terakhir",
    "sisa",
    "lanjutan",
    "mburi",
    "buri",
    "ngarep",
)
ENDINGS = ("nya", "nye", "ne", "na", "an", "e", "é", "ipun")
MANY = {
    **dict.fromkeys(("dobel", "double", "dobol", "dbl", "doble", "kembar", "sepasang"), 2),
    **dict.fromkeys(("tripel", "triple", "trippel", "tripple", "trepel"), 3),
    **dict.fromkeys(("kuadrupel", "quadruple"), 4),
}
# How letters are called, with which people spell plates, passports and names.
LETTERS = {
    "a": "A", "be": "B", "b": "B", "ce": "C", "de": "D", "e": "E", "ef": "F", "f": "F", "ge": "G", "ha": "H", "ka": "K",
    "el": "L", "em": "M", "en": "N", "er": "R", "es": "S", "te": "T", "we": "W", "ye": "Y", "zet": "Z", "pe": "P",
    "ki": "Q", "ve": "V", "fe": "V", "ex": "X", "eks": "X", "je": "J", "jé": "J", "i": "I", "o": "O", "u": "U",
    "ze": "Z", "set": "Z", "jet": "Z", "kyu": "Q", "kiu": "Q", "qi": "Q", "ix": "X", "iks": "X",
    "wey": "W", "dabelyu": "W", "yé": "Y", "bé": "B", "cé": "C", "dé": "D", "gé": "G", "pé": "P", "té": "T",
    "ar": "R", "dehaa": "DH", "haa": "H", "kaa": "K",
}  # fmt: skip
