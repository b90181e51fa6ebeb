"""Addresses of all pages; each area brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ciiz.web.shell.urls")),
    path("", include("ciiz.web.start.urls")),
    path("", include("ciiz.web.cases.urls")),
    path("", include("ciiz.web.referrals.urls")),
    path("", include("ciiz.web.imports.urls")),
    path("", include("ciiz.web.contacts.urls")),
    path("", include("ciiz.web.meetings.urls")),
    path("", include("ciiz.web.search.urls")),
    path("", include("ciiz.web.processes.urls")),
    path("", include("ciiz.web.paths.urls")),
    path("", include("ciiz.web.directory.urls")),
    path("", include("ciiz.web.profile.urls")),
    path("", include("ciiz.web.administration.urls")),
    path("", include("ciiz.web.consent.urls")),
    path("", include("ciiz.web.documents.urls")),
    path("", include("ciiz.web.persons.urls")),
    path("", include("ciiz.web.plans.urls")),
    path("", include("ciiz.web.closing.urls")),
    path("", include("ciiz.web.waiting.urls")),
    path("", include("ciiz.web.coaching.urls")),
    path("", include("ciiz.web.papers.urls")),
    path("", include("ciiz.web.personal.urls")),
]

handler400 = "ciiz.web.shell.views.errors.bad_request"
handler403 = "ciiz.web.shell.views.errors.not_found"
handler404 = "ciiz.web.shell.views.errors.not_found"
handler500 = "ciiz.web.shell.views.errors.failed"
