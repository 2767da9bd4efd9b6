"""What a form that was not sent said, as a request carries it."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from pimpasa.unsent.contents import Words

# In an address: whose words a form's are, and that those are sent which wait.
WRITING = "tulisan"
SENDING = "kirim-tulisan"
# What a form has besides what somebody typed.
_OWN = {"csrfmiddlewaretoken", "whole"}
# No secret of anybody's waits anywhere, sealed or not.
_SECRETS = ("password", "passphrase", "secret")


def words_in(request: HttpRequest) -> Words:
    """What an ordinary form said, with the page that it stood on."""
    fields = fields_in(request)
    query = request.GET.copy()
    for name in (WRITING, SENDING):
        query.pop(name, None)
    action = f"{request.path}?{query.urlencode()}" if query else request.path
    return Words(page_of(request), action, fields, is_multipart=_is_multipart(request), had_files=bool(request.FILES))


def fields_in(request: HttpRequest) -> dict[str, list[str]]:
    names = [name for name in request.POST if not name.startswith("_") and not is_secret(name)]
    return {name: request.POST.getlist(name) for name in names if name not in _OWN}


def is_secret(name: str) -> bool:
    return any(word in name.lower() for word in _SECRETS)


def page_of(request: HttpRequest) -> str:
    """The page that a form stood on (Referer), or the address it goes to."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        return urlsplit(referer).path or request.path
    return request.path


def is_typed(words: Words) -> bool:
    """Whether anything was filled in."""
    return any(value.strip() for values in words.fields.values() for value in values)


def sentences(fields: dict[str, list[str]]) -> list[str]:
    """What somebody wrote in words of their own, as far as that can be told without the form."""
    return [value for values in fields.values() for value in values if _is_sentence(value)]


def _is_sentence(value: str) -> bool:
    return bool(value.strip()) and (" " in value.strip() or len(value) > 40)


def writing_in(request: HttpRequest, name: str = WRITING) -> UUID | None:
    """The id of the unsent words that a request's address names."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def _is_multipart(request: HttpRequest) -> bool:
    return bool(request.content_type == "multipart/form-data")


def sending_address(words: Words, writing: UUID) -> str:
    """Where words that waited are sent, once."""
    return f"{words.action}{'&' if '?' in words.action else '?'}{urlencode({SENDING: str(writing)})}"
