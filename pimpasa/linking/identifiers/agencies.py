"""Companies, by the form before their name: PT, CV, LPK."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from pimpasa.linking.identifiers.forms import with_forms
from pimpasa.linking.identifiers.kinds import Identifier, Kind

# The form before a name, also with dots and blanks in it, or as one says it.
_FORM = (
    r"(?<!\w)(?:(?i:PT|CV|LPK|LPTKS|P3MI|PPTKIS|PJTKI)\b|PT(?=[A-Z][a-z])|(?i:P ?\. ?T|C ?\. ?V)\b"
    r"|(?i:P[ \-]T)(?= )|(?i:perseroan terbatas)\b|(?i:pt-?nya)\b|(?:PeTe|CeVe)\b)"
    r"(?: ?[.,:*_~=\-]| ){0,3}(?:(?:-?nya )?(?:(?:yg|yang|itu|apa gitu|loh|lho|katanya|sing) ){0,2}(?:namanya|"
    r"bernama|nama|jenenge|arane) |-?nya (?=[A-Z][a-z]+ [A-Z]))?(?:PT\.? )?(?:\((?i:persero)\) )?"
)
_WORD = r"[A-Za-z0-9&][\w&.\-]*"
_NAMED = re.compile(
    rf"{_FORM}[\"“'‘«<(\[*_]{{0,2}}((?:{_WORD})"
    rf"(?:[ \n](?!(?i:(?:&|dan|deng|dengan|dgn|sama|serta|atau|lalu|trus|plus|bukan|ke|dari) )?(?i:PT|CV|"
    rf"LPK)\b){_WORD}){{0,6}})"
)
# The form behind the name; a name glued together, by lines or by capitals.
_FORM_BEHIND = re.compile(
    r"(?<![A-Z&] )((?:(?=\d?[A-Z])[\w&]+ ){1,4}(?=\d?[A-Z])[\w&]+)(?:, (?:PT|CV)\b| \((?:PT|CV|LPK)\)| (?:PT|CV|"
    r"LPK)(?=[.,!?\n]|\Z))(?! ?[.:]? ?[A-Z])"
)
_LINED = re.compile(r"(?<![\w/@.])(?:pt|cv|lpk)(?:_[a-z&]+){2,6}(?![\w@/.])", re.IGNORECASE)
_DOTTED = re.compile(
    r"(?<![\w/@.])(?:pt|cv)(?:\.(?!com\b|net\b|org\b|xyz\b)[a-z&]{3,20}){2,6}(?![\w@/]|\.\w)", re.IGNORECASE
)
_CAPITALS = re.compile(r"(?<![\w/@.])#?(?:(?:PT|CV|LPK)|(?i:pt|cv|lpk)[ .]{1,2})(?:[A-Z][a-z]+){2,6}(?![\w@/.])")
_PICTURES = re.compile(r" ?[^\w\s\x00-\x7f]+ ?")
_ALIAS = re.compile(r"(?:alias|a\.?k\.?a\.?|d/h|dahulu|singkatan dari) ((?:[A-Z][\w&\-]*)(?: [A-Z&][\w&\-]*){1,4})")
# Words with which companies' names end.
_LAST = frozenset(
    re.findall(
        r"\w+",
        "abadi adi agung amanah anugerah bahagia bahari bersama bersaudara cemerlang dunia gemilang global "
        "group grup indah indo indonesia indonusa internasional international jasa jaya karya kencana lestari "
        "lines maju makmur mandiri manpower marine maritim mitra mulia mulya nusantara perdana perkasa permai "
        "persada pertiwi pratama prima putra putri raharja raya rezeki sakti samudera samudra sarana "
        "sejahtera sejati sejuk semesta sentosa services setia shipping solusi sukses sumber surya tama tbk "
        "teknik tenaga utama wijaya wisata",
    )
)
# Words after which a name is over.
_NEXT = frozenset(
    re.findall(
        r"\w+",
        "ada adalah akan alamat atau bagi bahwa beralamat berangkat bisa bkn bodong bohong buat buka bukan "
        "butuh cabang cari dan dari deh dengan dgn di dia dibutuhkan dong dulu ga gaji gak gk harus hp "
        "hubungi info ini itu jadi jangan jg jl juga kabur kalau kan kantor kantornya karena kata katanya "
        "kemarin kerja kirim km kok krn lagi langsung lg loker lowongan lulusan mana masih mau melalui "
        "memberangkatkan membuka membutuhkan menawarkan mencari mengirim mereka minta nama namanya nanti nih "
        "no nomor nya oleh org pada palsu para penipu perlu pernah proses punya resmi saja sama sampai saya "
        "sdh sedang sekarang sih sudah supaya tanpa tapi tdk telah telp tempat terdaftar terpercaya tersebut "
        "tidak tsb tuh untuk utk wa yaitu yang yg aka aku alias atas aja banget bapak biar bos bpk bu bs cuma "
        "cp dr eh emang gan gapapa guys hrd ibu ijin izin iya izinnya kami kak karna kena kita korban krna "
        "lah lewat lho lokasi lt mah mbak min minggu mulai mas mohon motor nipu ngaku ngasih nyuruh ok pak pa "
        "perusahaan pokoknya punyanya ruko rumah saat sampe sbg segera selama selalu sering si siapa situ sm "
        "smpe sy tahun tau telepon terus the thn tlg tolong trus tutup udah wes wis ya "
        # Of other languages of the country.
        "toh teh tah yo kang sing neng ning nang iku kuwi niku punika ieu eta pung su sonde te le ju deng nggih "
        "nopo opo "
        "ora kaga kagak gue lu aye ane kite nyang ape ntu noh mpok bang wkwk haha hehe loh bener koq tp padahal pdhl "
        "ktnya niki iki kae nek nanging karo mring ngomong jare cenah kitu jeung anu moal teu baen bae pisan reya se "
        "dong pamit mo nona nyong beta torang kitorang dorang bukang tara ambo urang ko nan jo",
    )
)
# After these, in whatever letters, comes how to reach a company, or who speaks for it.
_CONTACT = frozenset(
    re.findall(
        r"\w+",
        "aka alamat alias bapak bpk bu cp email fb gaji hp hub hubungi ibu ig info itu jalan jl jln kantor "
        "kontak kota loker lowongan no pak ruko telp telepon tlp wa yang yg",
    )
)
# A town behind a name says where the company is.
_TOWNS = frozenset(
    re.findall(
        r"\w+",
        "bali bandung banyuwangi batam bekasi blitar bogor brebes ciamis cianjur cikarang cilacap cirebon "
        "denpasar depok dumai indramayu jakarta jambi jember jogja karawang kediri kendal lampung lombok "
        "madiun majalengka makassar malang manado mataram medan nunukan padang palembang pekanbaru pemalang "
        "pontianak semarang serang sidoarjo solo subang sukabumi surabaya surakarta tangerang tegal "
        "tulungagung yogyakarta",
    )
)
_SHORT_TOWNS = frozenset({"jkt", "sby", "bdg", "tgr", "smg"})
# What is done, and not a name: words that begin as Indonesian verbs do.
_VERB = re.compile(r"(?:meng|meny|memb|memp|memf)\w{4,}|di(?!namika|gital|esel|amond)\w{5,}|(?:ku|kau)\w{6,}")
# What companies say of themselves behind their names.
_SAID_OF = frozenset(
    re.findall(
        r"\w+",
        "adalah berizin buka butuh cab cabang kami legal loker lowongan pusat resmi sejak sudah telah "
        "terdaftar terpercaya yang",
    )
)
# With these begins what is said of companies, schools or a curriculum vitae, not what one is called.
_NO_FIRST = frozenset(
    re.findall(
        r"\w+",
        "abal abal2 belum berinisial bodong cina china curriculum daftar dicabut fiktif fotokopi ilegal jepang korea "
        "belajar creative kami kreatif menyusul perikanan pertanian shift "
        "malaysia mana palsu pelaksana pemerintah penempatan riwayat sudah surat syarat taiwan tidak tersebut x "
        "ats anda asing besar garmen gede kecil lokal luar outsourcing sepatu tekstil bahasa baru bonafid "
        "dekat dikirim favorit format kalian kamu kreatif lama lamaran lengkap "
        "mengemudi negeri pas pdf perorangan perseorangan resmi sejenis swasta terbaik terbaru terbuka tertutup "
        "terdekat terlampir tsb",
    )
)
# With more of a name behind these they are its first word.
_ALSO_FIRST = frozenset({"fiktif", "jepang", "korea", "malaysia", "taiwan", "kreatif"})
_MOST_WORDS = 4
_SMALL = 3
_FEWEST = 2
_SHORTEST = 4
_ALIAS_WITHIN = 60
_INITIALS = range(3, 6)
# Who sends a CV sends a curriculum vitae.
_VITAE = re.compile(
    r"\b(?:kirim(?:kan)?|bawa|bikin|buat|siapkan|siapin|upload|unggah|lampirkan|lampirin|serahkan|titip|email) cv\b",
    re.IGNORECASE,
)
_VERB_WITHIN = 12
_LONGEST_ABBREVIATION = 4
_FORMS = frozenset({"pt", "cv", "lpk", "tbk", "persero", "p3mi", "lptks", "pptkis", "pjtki"})


# Digits in the place of letters, within a word of at least three letters.
_DIGITS = str.maketrans("013457", "oieast")
_HIDDEN = re.compile(r"(?=(?:[013457]*[a-z]){3})[a-z][a-z013457]+")
# Beside such a word, also one that begins with a digit, or has but two letters.
_ALSO_HIDDEN = re.compile(r"(?=(?:[013457]*[a-z]){2})[a-z013457]{4,}")


def agencies(text: str) -> Iterator[Identifier]:
    apart = _CAPITALS.sub(_by_capitals, _DOTTED.sub(_by_signs, _LINED.sub(_by_signs, with_forms(text))))
    apart = re.sub(r"[ \t]{2,}", " ", _PICTURES.sub(" ", apart))
    for match in _FORM_BEHIND.finditer(apart):
        yield from agency_row(match[1])
    for match in _NAMED.finditer(apart):
        if not _VITAE.search(apart, max(0, match.start() - _VERB_WITHIN), match.end(0)):
            yield from agency_row(_name(match[1]))
        yield from _written_out(match[1], apart[match.start(1) : match.start(1) + _ALIAS_WITHIN])
        alias = _ALIAS.search(apart, match.start(), match.start() + _ALIAS_WITHIN)
        if alias:
            yield from agency_row(_name(alias[1]))


def _written_out(name: str, text: str) -> Iterator[Identifier]:
    """What letters behind the form stand for, where words near them begin with these."""
    letters = name.split()[0].strip(".,").lower()
    if not (letters.isalpha() and len(letters) in _INITIALS):
        return
    words = re.findall(r"[A-Za-z&]+", text)[1:]
    for place in range(len(words) - len(letters) + 1):
        row = words[place : place + len(letters)]
        if "".join(word[0] for word in row).lower() == letters and min(map(len, row)) >= _SMALL:
            yield from agency_row(" ".join(row))
            return


def _by_signs(name: re.Match[str]) -> str:
    return re.sub(r"[._]", " ", name[0])


def _by_capitals(name: re.Match[str]) -> str:
    return re.sub(r"(?<=[a-zTVK.])(?=[A-Z][a-z])", " ", name[0].lstrip("#"))


def _name(written: str) -> str:
    """A name from what stands behind its form: what is written large, and small words up to one that ends names.

    Without capitals nothing shows where a name ends, and one word may be any: at least two, up to what ends one.
    """
    words = _of_one_line(written)
    large = list(takewhile(_is_large, words))
    is_named = _plain(words[0]) in _ALSO_FIRST and len(_before(large, _NEXT | _CONTACT)) > 1
    if _plain(words[0]) in (_NO_FIRST | _NEXT) and not (is_named or _ends(words[1:_MOST_WORDS])):
        return ""
    if large and not all(map(str.isupper, large)):
        return " ".join(_with_small(_to_the_end(_before(large, _CONTACT)), words))
    name = _cut(_before(words, _NEXT))
    is_name = len(name) > 1 and (_ends(name[1:]) or min(map(len, name)) >= _SHORTEST)
    return " ".join(name) if is_name or large else ""


def _to_the_end(large: list[str]) -> list[str]:
    """Behind two words, up to one that goes on with what the company does, or says where it is."""
    goes_on = (
        place
        for place, word in enumerate(large)
        if place >= _FEWEST and (_plain(word) in _SAID_OF or _VERB.fullmatch(_plain(word)))
    )
    return large[: next(goes_on, len(large))]


def _plain(word: str) -> str:
    return word.strip(".-&").lower()


def _with_small(large: list[str], words: list[str]) -> list[str]:
    """What is written large, and up to three small words after it where the last of these ends a company's name."""
    places = range(len(large), len(large) + _SMALL)
    small = _before(words[len(large) :][:_SMALL], _NEXT)
    ends = [place for place in places if place < len(large) + len(small) and _ends([words[place]])]
    return words[: ends[-1] + 1] if ends and not _ends(large[1:][-1:]) else large


def _of_one_line(written: str) -> list[str]:
    """The words of a line; and of the next where the name only ends there."""
    line, _newline, after = written.partition("\n")
    words = line.split()
    following = after.partition("\n")[0].split()[:_SMALL]
    is_open = not any(_ends([word]) for word in words[1:]) and any(_ends([word]) for word in following)
    return [*words, *following] if is_open and len(words) < _MOST_WORDS else words


def _before(words: list[str], over: frozenset[str]) -> list[str]:
    """Up to a word that goes on with something else, or a sentence that is over."""
    name: list[str] = []
    for word in words:
        bare = _plain(word)
        if bare in over or re.match(r"\+?\d{3}", bare) or (over is _NEXT and _VERB.fullmatch(bare)):
            break
        name.append(word)
        if word.endswith(".") and len(word) > _LONGEST_ABBREVIATION:
            break
    return name


def _is_large(word: str) -> bool:
    return word[0].isupper() or word[0].isdecimal() or word[0] == "&"


def _ends(words: list[str]) -> bool:
    return any(_plain(word) in _LAST for word in words)


def _cut(words: list[str]) -> list[str]:
    """Up to the last word with which companies' names end; one more where the words are over with it."""
    name = words[: _MOST_WORDS + 1]
    ends = [place for place in range(1, len(name)) if _ends([name[place]])]
    is_over = len(words) <= _MOST_WORDS and ends and ends[-1] == len(words) - 2 and words[-1].lower() not in _TOWNS
    whole = name[: ends[-1] + 1 + bool(is_over)] if ends else name[:_MOST_WORDS]
    return whole[:-1] if len(whole) > _FEWEST and whole[-1].lower() in _SHORT_TOWNS else whole


def agency_row(name: str) -> Iterator[Identifier]:
    """Of a row that says it is one."""
    normal = normal_agency(name)
    if len(normal.replace(" ", "")) >= 4:
        yield Identifier(Kind.AGENCY, normal)


def normal_agency(name: str) -> str:
    """A company's name without its form (PT, CV) and without what people leave out."""
    words = re.sub(r"[^\w& ]|_", " ", name.casefold()).split()
    is_hidden = any(_HIDDEN.fullmatch(word) and not word.isalpha() for word in words)
    hidden = _ALSO_HIDDEN if is_hidden else _HIDDEN
    words = [word.translate(_DIGITS) if hidden.fullmatch(word) else word for word in words]
    return " ".join(word for word in words if word not in _FORMS)
