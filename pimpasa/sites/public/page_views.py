from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pimpasa.outreach.queries.public import next_public
from pimpasa.sites.public.drafts import is_begun


def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the way in."""
    context = {"dialogue": next_public(), "is_begun": is_begun(request)}
    return render(request, "public/home.html", context)


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept and what is not."""
    return render(request, "public/privasi.html")
