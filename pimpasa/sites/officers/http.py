"""Who is signed in, what their role lets them do, and whether their key is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import has_second_step
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.common.shares import ask_first
from pimpasa.keys.errors import Locked, NotGranted
from pimpasa.keys.queries import own_codes
from pimpasa.keys.unlocking import Keyring
from pimpasa.sealing.errors import SealingError
from pimpasa.sites.common.http import render_form
from pimpasa.sites.officers.unsent.forms import fields_in, sentences
from pimpasa.territory.models import Desk
from pimpasa.waiting.queries.entries import Waiting

DAMAGED = gettext_noop(
    "Part of what is stored here does not open: it was damaged or changed after it came in. "
    "Please tell your administrator at once; the log keeps what was received."
)
Rest = ParamSpec("Rest")
OfficersView = Callable[Concatenate["OfficerRequest", Rest], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


# Which permission each view takes, by its module and name.
GUARDED: dict[str, Permission] = {}


class OfficerRequest(HttpRequest):
    """A request that passed `officer_required` or `signed_in`; its keyring is open where `key` was asked for."""

    user: Officer
    keyring: Keyring
    unlock_cookie: bytes
    seats: Sequence[Desk]
    waiting: Waiting


def signed_in(view: OfficersView[Rest]) -> View[Rest]:
    """Any officer, whatever their role."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        ask_first()
        ours = cast(OfficerRequest, request)
        if request.method in ("GET", "HEAD"):
            ours.user.seats = ours.seats
        return view(ours, *args, **kwargs)

    return guarded


def officer_required(permission: Permission, *, key: bool = False) -> Callable[[OfficersView[Rest]], View[Rest]]:
    """Only an officer whose role has the permission; with `key`, only while their keyring is open.

    Where the office asks for a second step, whoever has none is led to setting one up first.

    A rule that refuses, here or inside the view, answers with its sentence on a page of status 403.
    """

    def decorate(view: OfficersView[Rest]) -> View[Rest]:
        GUARDED[f"{view.__module__}.{view.__qualname__}"] = permission

        @wraps(view)
        @signed_in
        def guarded(request: OfficerRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            if not request.user.office.one_step_is_enough and not has_second_step(request.user):
                return HttpResponseRedirect(reverse("officers:second_step"))
            try:
                check_permission(request.user, permission)
                if key and not cast(Keyring | None, request.keyring):
                    raise Locked
                return view(request, *args, **kwargs)
            except Refused as refused:
                return refusal(request, str(refused.reason))
            except Locked:
                return HttpResponseRedirect(f"{reverse('officers:unlock')}?next={request.path}")
            except NotGranted:
                context = {"own_codes": own_codes(request.user, on=clock.today())}
                return render(request, "officers/key_awaited.html", context, status=403)
            except SealingError:
                return refusal(request, _(DAMAGED), status=500)

        return guarded

    return decorate


class InMemory(MemoryFileUploadHandler):
    """Takes one file as it comes without a byte of it on a disk; of what is larger than `most`, the beginning.

    Django's own takes nothing above 2.5 MB and says nothing: a form then finds no file, whatever size it promised.
    """

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self._most = most
        self._files = 0

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self._files += 1
        if self._is_first:
            self._room = self._most + 1
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._is_first:
            self.file.write(raw_data[: self._room])
            self._room -= min(self._room, len(raw_data))

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        return super().file_complete(file_size) if self._is_first else None

    @property
    def _is_first(self) -> bool:
        """Whether this is the one; none of our forms asks for two, and Django closes the first where one is skipped."""
        return self._files == 1


def received_in_memory(most: int) -> Callable[[View[Rest]], View[Rest]]:
    """A file comes in without touching the store, since it is no evidence, or the store may not see it as it comes.

    `most` is in bytes; of what is larger enough arrives for a rule to say so. A request's form is read only after its
    handlers are set: so is its token, here and not in the middleware.
    """

    def decorate(view: View[Rest]) -> View[Rest]:
        checked = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def inner(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            request.upload_handlers = [InMemory(request, most)]
            return checked(request, *args, **kwargs)

        return inner

    return decorate


def form_page(
    request: HttpRequest, form: BaseForm, title: str, *, back: str, template: str = "officers/form.html", **more: Any
) -> HttpResponse:
    """One form on a page of its own."""
    return render_form(request, template, {"form": form, "title": title, "back": back, **more})


# What officers write in their own words; a page that refuses gives it back, since its form is no longer theirs to see.
_TYPED = ("text", "reason", "notes", "note", "words", "what_for", "found_directly", "source", "findings", "title")


def refusal(request: HttpRequest, reason: str, *, status: int = 403) -> HttpResponse:
    short = [text for name in _TYPED if (text := request.POST.get(name, "").strip())]
    typed = list(dict.fromkeys([*short, *map(str.strip, sentences(fields_in(request)))]))
    return render(request, "officers/refused.html", {"reason": reason, "typed": typed}, status=status)
