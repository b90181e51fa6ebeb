"""The start page of an installation without areas."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def start(request: HttpRequest) -> HttpResponse:
    """An empty start page."""
    return render(request, "shell/start.html")
