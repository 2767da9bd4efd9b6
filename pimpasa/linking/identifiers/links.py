"""Links, and whom they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

from pimpasa.linking.identifiers.handles import NAME, as_handle
from pimpasa.linking.identifiers.kinds import Identifier, Kind

# Endings of addresses that people write without https://, and those that need no path to be one.
_ENDINGS = (
    r"com|net|org|info|biz|id|my|gle|sg|kh|ph|th|tw|hk|me|ly|ee|gl|gg|to|cc|tv|io|co|app|link|page|site|store|shop|online|"
    r"xyz|top|vip|club|asia|work|jobs|live|world|pro|dev|us|uk|eu|be|"
    r"bet|win|click|fun|icu|today|agency|jobs|careers|cloud|space|website|tech|group|team|email|digital|center|company|"
    r"lol|rest|cfd|sbs|buzz|wiki|blog|news|media|sa|ae|jp|kr|cn|vn|la|mm|bn|mo|in|de|nl|tk|ml|ga|cf|pw|ru|edu|gov|"
    r"example|test|invalid"
)
_SURE = r"com|net|org|info|biz|(?:co|or|go|web|my|sch|ac|biz)\.id|xyz|site|online|shop|store|vip|club"
_PATH = r"/[A-Za-z0-9\-._~:/?#@!$&+,;=%]{0,400}"
_LINK = re.compile(
    rf"(?:https?:/{{1,2}}|www\.)([A-Za-z0-9\-.]{{3,100}})(?::\d+)?({_PATH}|\?[A-Za-z0-9\-._~&+=%]{{1,200}})?"
    rf"|(?<![\w@./\-])((?:[A-Za-z0-9][A-Za-z0-9\-]{{0,62}}\.){{1,4}}(?:{_ENDINGS}))(?::\d{{2,5}})?({_PATH})(?<=[\w/=\-])"
    rf"|(?<![\w@./\-])((?:[A-Za-z0-9][A-Za-z0-9\-]{{1,62}}\.){{1,3}}(?:{_SURE}))(?![\w/@\-]|\.\w)"
    # Of an ending that nobody knows, where its name is none that a sentence has, and a page stands behind.
    rf"|(?<![\w@./\-])((?=[^\s/]{{0,62}}[a-z][\-\d])(?:[A-Za-z][A-Za-z0-9\-]{{2,62}}\.){{1,4}}(?!pdf|docx?|xlsx?|jpe?g|png|mp4|apk|zip)[a-z]{{2,12}})"
    rf"(/[A-Za-z0-9\-._~/?&=%]{{2,200}})(?<=[\w/=\-])",
    re.IGNORECASE,
)
_SAME_HOST = {
    "fb.com": "facebook.com", "fb.me": "facebook.com", "twitter.com": "x.com", "telegram.me": "t.me",
    "telegram.dog": "t.me", "instagr.am": "instagram.com", "youtu.be": "youtube.com",
}  # fmt: skip
_SOCIAL = {
    "instagram.com": "instagram", "tiktok.com": "tiktok", "t.me": "telegram", "facebook.com": "facebook", "x.com": "x",
    "threads.net": "threads", "threads.com": "threads", "m.me": "facebook",
}  # fmt: skip
# First parts of a path that are no account's name; behind some of them the account comes.
_NO_ACCOUNT = frozenset(
    re.findall(
        r"\S+",
        "accounts addstickers c discover events explore foryou gaming groups hashtag help home i intent job jobs "
        "joinchat l.php login marketplace media music p pages people permalink.php photo photo.php plugins "
        "policies privacy profile.php r reel reels search share sharer sharer.php story.php t tag v video watch",
    )
)
_ACCOUNT_BEHIND = frozenset({"stories", "s", "_u"})
# Sites that everybody uses: by themselves, or by a page that all of their visitors see, they name nobody.
_EVERYBODY_S = frozenset(
    re.findall(
        r"\S+",
        "facebook.com instagram.com tiktok.com x.com t.me telegram.org whatsapp.com youtube.com google.com gmail.com "
        "yahoo.com line.me shopee.co.id tokopedia.com lazada.co.id bukalapak.com gojek.com grab.com traveloka.com "
        "tiket.com jobstreet.co.id jobstreet.com linkedin.com glints.com indeed.com kompas.com detik.com "
        "tribunnews.com liputan6.com cnnindonesia.com wikipedia.org id.wikipedia.org play.google.com maps.google.com "
        "drive.google.com docs.google.com forms.gle goo.gl bit.ly s.id zoom.us meet.google.com chat.whatsapp.com "
        "discord.com threads.net threads.com apps.apple.com bca.co.id klikbca.com netflix.com chatgpt.com tinyurl.com "
        "linktr.ee lynk.id asp.net",
    )
)
_SHARED_PAGES = re.compile(
    r"/?(?:login|help|privacy|policies|explore|home|accounts/login|search|about|download)?", re.I
)
_OF_THE_STATE = re.compile(r"(?:[\w\-]+\.)*go\.id")
# WhatsApp's links that are no number: groups, channels, businesses.
_WHATSAPP = re.compile(r"/(?:(?:invite|channel|message|qr|catalog)/)?[A-Za-z0-9]{10,40}|/(?:c|message|qr|channel)/\w+")
_PERSON = re.compile(r"/people/[^/]+/(\d{6,20})")
_LINE_ID = re.compile(r"/(?:R/)?ti/p/[@~]([\w.\-]{3,30})")
# What says where somebody came from, not where a link leads.
_TRAIL = re.compile(
    r"(?:utm_\w+|fbclid|gclid|igsh|igshid|si|ref|ref_src|referrer|feature|mibextid|_rdr|_rdc|hl|lang|locale|text|app|is_from_\w+|"
    r"sender_\w+|share_\w+|_t|_r|usp|pli|source|src|spm|rdid|wtsid|entry_point|s|paipv|eav|_nc_\w+|__\w+)",
    re.IGNORECASE,
)


def links(text: str) -> Iterator[Identifier]:
    """An account where a link leads to one, else the link: host, path, and what of the query tells pages apart."""
    for match in _LINK.finditer(text):
        host = _host(match[1] or match[3] or match[5] or match[6])
        path, query = _split(match[2] or match[4] or match[7] or "")
        if "." in host and not re.match(r"v?\d+\.\d", host) and not _is_everybody_s(host, path, query):
            yield from _leads_to(host, path, query)


def _is_everybody_s(host: str, path: str, query: str) -> bool:
    is_number = host in ("wa.me", "api.whatsapp.com") and not (host == "wa.me" and re.match(r"/[a-z]+/", path))
    is_bare = host in _EVERYBODY_S or _OF_THE_STATE.fullmatch(host)
    is_whatsapp = host.endswith("whatsapp.com") and not (host != "api.whatsapp.com" and _WHATSAPP.fullmatch(path))
    return is_number or is_whatsapp or bool(is_bare and not query and _SHARED_PAGES.fullmatch(path))


def _leads_to(host: str, path: str, query: str) -> Iterator[Identifier]:
    name = _account(host, path)
    line = _LINE_ID.fullmatch(path) if host == "line.me" else None
    person = _PERSON.match(path) if host == "facebook.com" else None
    if name:
        yield from as_handle(name, platform=_SOCIAL[host])
    elif line:
        yield from as_handle(line[1], platform="line")
    elif person:
        yield Identifier(Kind.LINK, f"{host}/profile.php?id={person[1]}")
    else:
        yield Identifier(Kind.LINK, host + _video(host, path, query))


def _host(written: str) -> str:
    host = written.lower().rstrip(".")
    for prefix in ("www.", "m.", "mobile.", "web.", "id-id.", "en-gb.", "mbasic.", "l.", "lm."):
        if host.removeprefix(prefix).count("."):
            host = host.removeprefix(prefix)
    return _SAME_HOST.get(host, host)


def _split(address: str) -> tuple[str, str]:
    """Path and the telling part of the query, in one order."""
    before, _hash, page = address.partition("#")
    path, _mark, query = before.partition("?")
    pairs = parse_qsl(query.rstrip(".,;:!)"), keep_blank_values=False)
    telling = sorted((name, value) for name, value in pairs if not _TRAIL.fullmatch(name))
    route = f"#{page.rstrip('/.,;:!')}" if page.startswith(("/", "!")) else ""
    return path.rstrip("/.,;:!") + route, urlencode(telling)


def _account(host: str, path: str) -> str:
    parts = [part for part in path.split("/") if part]
    if host not in _SOCIAL or not parts:
        return ""
    if parts[0] in _ACCOUNT_BEHIND and len(parts) > 1:
        parts = parts[1:]
    name = parts[0].lstrip("@")
    is_page = parts[0].lower() in _NO_ACCOUNT or not re.fullmatch(NAME, name)
    return "" if is_page else name


def _video(host: str, path: str, query: str) -> str:
    """Path and query as one; a video's short link as its long one."""
    if host == "youtube.com" and re.fullmatch(r"/[\w\-]{11}", path):
        return f"/watch?v={path[1:]}"
    return f"{path}?{query}" if query else path
