from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pimpasa.outreach.queries.public import next_public
from pimpasa.sites.public.drafts import BEGUN


def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the way in."""
    is_begun = BEGUN in request.COOKIES
    return render(request, "public/home.html", {"dialogue": next_public(), "is_begun": is_begun})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept and what is not."""
    return render(request, "public/privasi.html")
