import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation

from pimpasa.common.shares import Asker, Full, asking
from pimpasa.common.statements import noting_values
from pimpasa.sites.common.allowances import address
from pimpasa.sites.common.unreadable import NUL, came_in

KNOWN = {code for code, _ in settings.LANGUAGES}
YEAR = 365 * 24 * 3600
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
UPLOADS = re.compile(r"/unggah/")  # where tus asks for more: HEAD, PATCH, DELETE


class LanguageMiddleware:
    """Indonesian until the reader chooses otherwise, whatever the browser asks for.

    `?bahasa=en` chooses for one page: who keeps pages for later asks without cookies. With `ingat` it is remembered:
    so a form is sent in order to go on in another language, and nothing typed in it is lost.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.GET.get("bahasa") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in KNOWN else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            if "ingat" in request.GET and chosen in KNOWN:
                remember(response, chosen)
        return response


def remember(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.HTTPS
    )


class SharesMiddleware:
    """Says for the whole request who asks for its share of what is finite; where none came free, a page says so.

    An IPv6 address asks as its /48: who has one has 65,536 of the smaller ones.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with asking(Asker(address(request).widest)):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Full):
            return None
        response = render(request, "common/errors/busy.html", status=503)
        response["Retry-After"] = "10"
        return response


SAFE = ("GET", "HEAD", "OPTIONS")


class OwnPagesMiddleware:
    """What another site's page makes a browser ask for changes nothing here and leaves no cookie, where a view has no
    CSRF token: else it would put a new draft, a new seat or none in the place of the resident's own.

    Browsers say where a request comes from (Fetch Metadata), older ones at least from which origin (RFC 6454, 7). What
    says neither is no page of another site, but a program.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "is_from_elsewhere", False):
            response.cookies.clear()
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        if not getattr(view, "csrf_exempt", False) or not from_elsewhere(request):
            return None
        request.is_from_elsewhere = True  # type: ignore[attr-defined]  # read above, when the view has answered
        if request.method in SAFE:
            return None
        return render(request, "common/errors/elsewhere.html", status=403)


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether the page that asks is another site's."""
    if site := request.headers.get("Sec-Fetch-Site", ""):
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin != f"{request.scheme}://{request.get_host()}"


class PlainInputMiddleware:
    """What no page of ours sends and no table can hold is answered with a sentence: null characters, endless numbers,
    years that do not exist, a thousand brackets, other methods, other letters than UTF-8.

    An address that only takes forms says so to who opens it.

    Only where that came in the request: the same error of another cause is a fault of ours, a 500 that is logged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if NUL in name or NUL in value]:
            del request.COOKIES[name]
        if request.method not in METHODS and not UPLOADS.search(request.path):
            return HttpResponseNotAllowed(METHODS)
        if not _is_readable_form(request):
            request.content_type = ""  # nothing of it is read, by no page that says so either
            return bad_request(request)
        with noting_values():
            response = self.get_response(request)
        if response.status_code == 405 and request.method in SAFE and not getattr(response, "content", b""):
            page = render(request, "common/errors/only_forms.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return bad_request(request) if came_in(request, exception) else None


def _is_readable_form(request: HttpRequest) -> bool:
    """Whether its letters are those that every form of ours is sent in; Django refuses others when they are read."""
    charset = (request.content_params or {}).get("charset", "utf-8")
    return request.content_type != "application/x-www-form-urlencoded" or charset.lower() in {"utf-8", "utf8"}


def bad_request(request: HttpRequest) -> HttpResponse:
    return render(request, "common/errors/bad_request.html", status=400)
