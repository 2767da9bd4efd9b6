"""What views of every audience do alike: find or 404, act and say why not, show a form again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from pimpasa.accounts.errors import Refused

UNPROCESSABLE = 422  # RFC 9110, section 15.5.21: understood, and not acted on as it stands
OCTETS = "application/octet-stream"  # no browser opens it by itself

Found = TypeVar("Found")
View = TypeVar("View", bound=Callable[..., HttpResponse])


def or_404(found: Found | None) -> Found:
    """What a query gave; raises Http404 for nothing."""
    if found is None:
        raise Http404
    return found


class Refusable:
    """An act inside it may be refused: `reason` says why, or nothing. Every other error goes on its way."""

    def __init__(self, *others: type[Exception], tell: Callable[[str], None] | None = None) -> None:
        self.reason = ""
        self._errors: tuple[type[Exception], ...] = (Refused, *others)
        self._tell = tell

    def __enter__(self) -> Refusable:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> bool:
        if not isinstance(error, self._errors):
            return False
        self.reason = str(error)
        if self._tell:
            self._tell(self.reason)
        return True


def acting(form: BaseForm, field: str | None = None, *others: type[Exception]) -> Refusable:
    """What is refused inside, or fails with one of `others`, becomes the form's error; its words stay in the form.

    Return the answer of an act that went well from inside; what comes after shows the form again.
    """
    return Refusable(*others, tell=lambda reason: form.add_error(field, reason))


def saying_why(request: HttpRequest, *others: type[Exception]) -> Refusable:
    """What is refused inside, or fails with one of `others`, is said on the page that comes next."""

    def tell(reason: str) -> None:
        messages.error(request, reason)
        request.is_refused = True  # type: ignore[attr-defined]  # read where what was typed is kept

    return Refusable(*others, tell=tell)


def render_form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page of `context["form"]`; one that has errors is answered with status 422."""
    return render(request, template, context, status=UNPROCESSABLE if context["form"].errors else 200)


def as_file(content: bytes | str, name: str, kind: str = OCTETS, *, inline: bool = False) -> HttpResponse:
    """A file under its name, to be kept; or, `inline`, for the browser to show as its kind."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "inline"
    return response


def as_stream(chunks: Iterator[bytes], name: str, *, size: int | None = None) -> StreamingHttpResponse:
    """A file as it is read, to be kept. What fails at its first bytes fails here, not in the middle of an answer."""
    first = next(chunks, b"")
    response = StreamingHttpResponse(chain([first], chunks), content_type=OCTETS)
    if size is not None:
        response["Content-Length"] = str(size)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def said_again(view: View) -> View:
    """Mark a view whose answer to a form comes from what was sent alone and changes nothing: ask for it as often."""
    view.is_said_again = True  # type: ignore[attr-defined]  # read where the page offers another language
    return view


def is_said_again(view: Callable[..., object]) -> bool:
    return getattr(view, "is_said_again", False)
