"""Words and pictures of documents that are archives inside (DOCX, XLSX, PPTX, ODF, EPUB), and of letters (.eml).

Nothing of them runs: no macro, no formula, no link is followed, no document type is read. What is taken of a document
are the letters of its own parts, in their order, and the pictures that lie in it.
"""

from __future__ import annotations

import email
import email.policy
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage, MIMEPart
from html.parser import HTMLParser
from typing import IO, Any
from xml.parsers import expat

from pimpasa.evidence.decoder import Decode, sheets
from pimpasa.evidence.decoder.archives import name_of
from pimpasa.evidence.decoder.pictures import WIDEST, arrived, fitting, jpeg_of, load_decoders
from pimpasa.evidence.decoder.texts import text_of
from pimpasa.sandbox.errors import TooLarge

PAGE = 6_000
MOST_WORDS = 600_000
MOST_ROWS = 3_000
MOST_FILES = 300
LONGEST_NAME = 200
LARGEST_PICTURE = 48 * 1024**2
LARGEST_LETTER = 64 * 1024**2
_ARCHIVE = b"PK"
_WORKBOOK = "xl/workbook.xml"
# ECMA-376 part 1, 11.3 and 13.3; ODF 1.3 part 2, 3.1; EPUB 3.3, 5.
_PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
    r"|ppt/(?:slides|notesSlides)/\w+\.xml|content\.xml|.+\.x?html?",
    re.IGNORECASE,
)
_PICTURE = re.compile(r".+\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic|avif)", re.IGNORECASE)
_ENDS_A_LINE = frozenset({"p", "h", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "tr", "br", "line-break", "title"})
_UNWRITTEN = frozenset({"style", "script", "head", "annotation-end", "tracked-changes"})
_HEADERS = ("From", "To", "Cc", "Date", "Subject")


@dataclass
class Document:
    """Its words by lines, its pictures, and the names of what else lies in it."""

    lines: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    is_cut: bool = False

    def write(self, line: str) -> None:
        if sum(map(len, self.lines[-1:])) or line.strip():
            self.lines.append(line.strip().encode("utf-8", "replace").decode())


def decoder(task: dict[str, Any]) -> Decode:
    """JSON: a page of `words`, its `number` and how many `pages`; how many `pictures`; names of `files`; `is_cut`."""
    _warm_up()

    def decoded(file: IO[bytes]) -> bytes:
        document = _read(file)
        pages = list(_pages(document.lines)) or [""]
        number = min(max(task["number"], 1), len(pages))
        content = {
            "words": pages[number - 1].strip("\n"),
            "number": number,
            "pages": len(pages),
            "pictures": len(document.pictures),
            "files": document.files[:MOST_FILES],
            "is_cut": document.is_cut,
        }
        return json.dumps(content).encode()

    return decoded


def picture_decoder(task: dict[str, Any]) -> Decode:
    """The picture `number` (from 1) of a document, as a JPEG."""
    _warm_up()
    load_decoders(is_heif=True)

    def decoded(file: IO[bytes]) -> bytes:
        pictures = _read(file).pictures
        content = pictures[min(max(task["number"], 1), len(pictures)) - 1]
        picture, _is_cut = arrived(io.BytesIO(content))
        return jpeg_of(fitting(picture, (WIDEST, WIDEST)))

    return decoded


def _warm_up() -> None:
    """Load what reading needs: once confined, nothing can be loaded any more."""
    sheets.warm_up()
    letter = EmailMessage()
    letter["Subject"] = "=?utf-8?q?s=C3=A9?="
    letter["From"] = "Sari <sari@example.invalid>"
    letter["Date"] = "Fri, 27 Nov 2026 10:00:00 +0700"
    letter.set_content("é")
    letter.add_attachment(b"x", maintype="image", subtype="png", filename="é.png")
    _of_letter(bytes(letter))


def _read(file: IO[bytes]) -> Document:
    head = file.read(2)
    file.seek(0)
    if head == _ARCHIVE:
        return _of_archive(file)
    content = file.read(LARGEST_LETTER + 1)
    if len(content) > LARGEST_LETTER:
        raise TooLarge
    return _of_letter(content)


def _of_archive(file: IO[bytes]) -> Document:
    sheets.check_unpacked(file)
    document = Document()
    with zipfile.ZipFile(file) as archive:
        names = {name_of(entry): entry for entry in archive.infolist() if not entry.is_dir()}
        for name in sorted(filter(_PARTS.fullmatch, names), key=_natural):
            _write_part(archive.read(names[name]), document)
        for name in sorted(filter(_PICTURE.fullmatch, names), key=_natural):
            if names[name].file_size <= LARGEST_PICTURE:
                document.pictures.append(archive.read(names[name]))
    if _WORKBOOK in names:
        _write_sheets(file, document)
    return document


def _write_sheets(file: IO[bytes], document: Document) -> None:
    file.seek(0)
    for title, rows in sheets.sheets_in(file, most=MOST_ROWS)["sheets"]:
        document.write(title)
        for row in rows:
            document.write(" | ".join(row))
        document.write("")


def _natural(name: str) -> list[tuple[int, str]]:
    """slide2 before slide10."""
    parts = re.split(r"(\d+)", name)
    return [(int(part[:9]) if part.isdecimal() else 0, part) for part in parts]


def _write_part(content: bytes, document: Document) -> None:
    """A part's letters, up to a fault in it: what stands before that is shown."""
    writer = _Writer(document)
    try:
        writer.parser.Parse(content, True)
    except expat.ExpatError:
        document.is_cut = True
    writer.end_line()
    document.write("")


class _Writer:
    """Lines of an XML part; in Microsoft's formats letters stand in `t` alone."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._line: list[str] = []
        self._skipped = 0
        self._in_letters = False
        self._is_microsoft = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def end_line(self) -> None:
        if self._line:
            self._document.write("".join(self._line))
            self._line.clear()

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        if has_subset:
            raise ValueError("a document that defines what its letters stand for")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        space, _blank, tag = name.rpartition(" ")
        self._is_microsoft = (
            self._is_microsoft or "schemas.openxmlformats.org" in space or "purl.oclc.org/ooxml" in space
        )
        self._in_letters = tag == "t"
        self._skipped += tag in _UNWRITTEN
        if tag in ("tab", "s"):
            self._line.append(" ")

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        self._in_letters = False
        self._skipped -= tag in _UNWRITTEN
        if tag in _ENDS_A_LINE:
            self.end_line()

    def _letters(self, letters: str) -> None:
        if not self._skipped and (self._in_letters or not self._is_microsoft):
            self._line.append(letters.replace("\n", " "))


class _Web(HTMLParser):
    """The lines of a letter that is written as a web page; nothing of it is fetched."""

    def __init__(self, document: Document) -> None:
        super().__init__(convert_charrefs=True)
        self._document = document
        self._line: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in ("style", "script")
        if tag in _ENDS_A_LINE:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        self._skipped = max(0, self._skipped - (tag in ("style", "script")))
        if tag in _ENDS_A_LINE:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._line.append(" ".join(data.split()) + " ")

    def end_line(self) -> None:
        if self._line:
            self._document.write("".join(self._line))
            self._line.clear()


def _of_letter(content: bytes) -> Document:
    """A letter's sender, receivers, day and subject as it states them; its words; what is enclosed."""
    letter = email.message_from_bytes(content, policy=email.policy.default)
    document = Document()
    for name in _HEADERS:
        if letter[name]:
            document.write(f"{name}: {letter[name]}")
    document.write("")
    body = letter.get_body(("plain", "html"))
    if body is not None:
        _write_body(body, document)
    for part in letter.walk():
        if part.get_filename() or part.get_content_maintype() == "image":
            document.files.append((part.get_filename() or part.get_content_type())[:LONGEST_NAME])
        if part.get_content_maintype() == "image":
            picture = part.get_payload(decode=True)
            document.pictures += [picture] if isinstance(picture, bytes) and picture else []
    return document


def _write_body(body: MIMEPart, document: Document) -> None:
    payload = body.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    try:
        words = content.decode(body.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        words = text_of(content)
    if body.get_content_subtype() == "html":
        page = _Web(document)
        page.feed(words)
        page.close()
        page.end_line()
    else:
        for line in words.splitlines():
            document.write(line)


def _pages(lines: list[str]) -> Iterator[str]:
    """Of whole lines, each about so long as one reads at a time."""
    page: list[str] = []
    length = total = 0
    for line in lines:
        for start in range(0, max(len(line), 1), PAGE):
            piece = line[start : start + PAGE]
            if length + len(piece) > PAGE and page:
                yield "\n".join(page)
                page, length = [], 0
            page.append(piece)
            length += len(piece) + 1
            total += len(piece) + 1
            if total > MOST_WORDS:
                yield "\n".join(page)
                return
    if any(page):
        yield "\n".join(page)
