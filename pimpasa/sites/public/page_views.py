from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pimpasa.education.helplines import HELPLINES


def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the way in."""
    return render(request, "public/home.html", {"helplines": HELPLINES[:2]})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept and what is not."""
    return render(request, "public/privasi.html")
