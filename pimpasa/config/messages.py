"""Translations: one .po per area, merged into the one .mo that Django reads; and what is wrong with them."""

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"
# The languages that need a translation: the text in the code is English.
LANGUAGES = ("id",)

_PLURAL_FORMS = {"id": "nplurals=1; plural=0;"}
_ARGUMENTS = {  # how many leading arguments are text, and which of them is the context
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), ("id",)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), ("id", "plural")),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ("context", "id")),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ("context", "id", "plural")),
}
_CALL_IN_TEMPLATE = re.compile(r"\b(n?p?gettext|_)\((u?)(?=['\"])")
_PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)[sd]|%[sd]|\{[a-z_0-9.]*\}")


class Key(NamedTuple):
    """What names a message: its context ("" for none) and its English text."""

    context: str
    text: str


class Use(NamedTuple):
    """A message where the program says it."""

    key: Key
    path: Path
    line: int


def compile_all(locale: Path = LOCALE) -> int:
    """Write each language's django.mo where it is not made of its areas as they are; return how many were written."""
    return sum(_compile(folder) for folder in sorted(locale.glob("*/LC_MESSAGES")))


def faults(locale: Path = LOCALE, package: Path = PACKAGE) -> list[str]:
    """Everything wrong with the translations, one line each; empty when all is well."""
    lines = []
    for language in LANGUAGES:
        areas = _areas(locale / language / "LC_MESSAGES")
        lines += [line for path, area in areas.items() for line in _faults_of(path, area)]
        lines += _contradictions(areas)
        lines += _mismatches(areas, uses(package), package)
    return lines


def uses(package: Path = PACKAGE) -> list[Use]:
    """Every message in the Python files and templates under `package`, in file order."""
    messages: list[Use] = []
    for path in sorted(package.rglob("*.py")):
        messages += _uses_in_python(path, path.read_text(), first_line=1)
    for path in sorted(p for p in package.rglob("templates/**/*") if p.suffix in {".html", ".txt"}):
        messages += _uses_in_template(path)
    return messages


def _compile(folder: Path) -> bool:
    target = folder / "django.mo"
    sources = sorted(folder.glob("*.po"))
    mark = folder / "django.mo.hash"
    if not sources or (target.exists() and mark.exists() and mark.read_text() == _hash([*sources, target])):
        return False
    merged = _merge(sources, language=folder.parent.name)
    half = folder / "django.mo.new"
    merged.save_as_mofile(str(half))
    half.replace(target)
    mark.write_text(_hash([*sources, target]))
    return True


def _hash(paths: list[Path]) -> str:
    """Of names and contents: times say nothing where files were copied or taken from another commit."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _merge(sources: list[Path], *, language: str) -> polib.POFile:
    merged = polib.POFile()
    merged.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": _PLURAL_FORMS.get(language, "nplurals=2; plural=(n != 1);"),
    }
    merged_keys: set[Key] = set()
    for source in sources:
        for entry in polib.pofile(str(source)):
            key = _key(entry)
            if key not in merged_keys and not entry.obsolete and "fuzzy" not in entry.flags:
                merged_keys.add(key)
                merged.append(entry)
    return merged


def _areas(folder: Path) -> dict[Path, polib.POFile]:
    return {path: polib.pofile(str(path)) for path in sorted(folder.glob("*.po"))}


def _key(entry: polib.POEntry) -> Key:
    return Key(entry.msgctxt or "", entry.msgid)


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _faults_of(path: Path, area: polib.POFile) -> Iterator[str]:
    earlier: set[Key] = set()
    for entry in area:
        where = f"{path.name}:{entry.linenum}"
        if _key(entry) in earlier:
            yield f"{where}: a second translation of {entry.msgid!r}"
        earlier.add(_key(entry))
        if "fuzzy" in entry.flags or not all(_translations(entry)):
            yield f"{where}: no finished translation of {entry.msgid!r}"
        elif not _keeps_placeholders(entry):
            yield f"{where}: the placeholders of {entry.msgid!r} are not those of its translation"


def _keeps_placeholders(entry: polib.POEntry) -> bool:
    allowed = [set(_PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
    return all(set(_PLACEHOLDER.findall(text)) in allowed for text in _translations(entry))


def _contradictions(areas: dict[Path, polib.POFile]) -> Iterator[str]:
    firsts: dict[Key, tuple[Path, list[str]]] = {}
    for path, area in areas.items():
        for entry in area:
            first, translations = firsts.setdefault(_key(entry), (path, _translations(entry)))
            if translations != _translations(entry):
                yield f"{path.name}:{entry.linenum}: {entry.msgid!r} is translated otherwise in {first.name}"


def _mismatches(areas: dict[Path, polib.POFile], all_uses: list[Use], package: Path) -> Iterator[str]:
    translated = {_key(entry) for area in areas.values() for entry in area}
    for use in all_uses:
        if use.key not in translated:
            yield f"{use.path.relative_to(package.parent)}:{use.line}: not translated: {use.key.text!r}"
    used = {use.key for use in all_uses}
    for path, area in areas.items():
        for entry in area:
            if _key(entry) not in used:
                yield f"{path.name}:{entry.linenum}: nothing says {entry.msgid!r} any more"


def _uses_in_python(path: Path, source: str, *, first_line: int) -> Iterator[Use]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (key := _key_of(node)):
            yield Use(key, path, node.lineno + first_line - 1)


def _uses_in_template(path: Path) -> Iterator[Use]:
    source = templatize(path.read_text(), origin=str(path))
    for match in _CALL_IN_TEMPLATE.finditer(source):
        call = _call_at(source, match.start())
        line = source.count("\n", 0, match.start()) + 1
        yield from _uses_in_python(path, call, first_line=line)


def _call_at(source: str, start: int) -> str:
    # templatize() leaves text, strings and brackets of the template around its calls: the shortest piece that
    # parses as an expression is the call.
    for end in (match.end() for match in re.finditer(r"\)", source[start:])):
        piece = source[start : start + end]
        try:
            ast.parse(piece, mode="eval")
        except SyntaxError:
            continue
        return piece
    return "None"


def _key_of(call: ast.Call) -> Key | None:
    parts = _ARGUMENTS.get(_name_of(call.func))
    if not parts or len(call.args) < len(parts):
        return None
    texts = {part: _text_of(argument) for part, argument in zip(parts, call.args, strict=False)}
    return Key(texts.get("context") or "", texts["id"]) if texts["id"] else None


def _name_of(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _text_of(argument: ast.expr) -> str | None:
    match argument:
        case ast.Constant(value=str(text)):
            return text
    return None
