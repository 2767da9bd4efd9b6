from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pimpasa.outreach.queries.public import next_public


def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the way in."""
    return render(request, "public/home.html", {"dialogue": next_public()})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept and what is not."""
    return render(request, "public/privasi.html")
