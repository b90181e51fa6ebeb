"""Letters and forms of a case, and the empty ones."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.organisations.enums import Language
from ciiz.foundation.i18n.fields import LANGUAGES
from ciiz.journeys.consent import letterhead
from ciiz.web.cases.about import about
from ciiz.web.components.data import Crumb
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from . import offered


@require_safe
def of_case(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What can be printed of a case, in which language."""
    page = about(acting(request), dossier_id)
    wished = _wished(request)
    wordings = documents.wordings(page.case.canton)
    rows = []
    for one in offered.offered(page):
        language = one.language(page, wished)
        rows.append((one, Language(language).label, bool(wordings[one.letter].missing(language))))
    context = {
        "page": page,
        "rows": rows,
        "languages": settings.LANGUAGES,
        "wished": wished,
        "crumbs": page.crumbs(_("Forms and letters")),
    }
    return render(request, "papers/case.html", context)


@require_safe
def paper(request: HttpRequest, dossier_id: UUID, letter: str, kind: str) -> HttpResponse:
    """One of them as PDF or Word, with what is open to the reader."""
    page = about(acting(request), dossier_id)
    content = offered.of_case(page, _known(letter), wished=_wished(request), kind=kind)
    return as_file(content, media_type=offered.MEDIA[kind], name=f"ciiz-{page.case.number}-{letter}.{kind}")


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """The empty forms, to be filled in by hand or in Word."""
    acting(request)
    language = _wished(request) or get_language() or LANGUAGES[0]
    context = {
        "rows": [one for one in offered.OFFERED if one.is_form],
        "languages": settings.LANGUAGES,
        "wished": language,
        "crumbs": [Crumb(_("Empty forms"))],
    }
    return render(request, "papers/forms.html", context)


@require_safe
def form(request: HttpRequest, letter: str, kind: str) -> HttpResponse:
    """An empty form as PDF or Word."""
    found = _known(letter)
    if not found.is_form:
        raise Http404
    language = _wished(request) or get_language() or LANGUAGES[0]
    content = offered.empty(acting(request), found, language=language, kind=kind)
    return as_file(content, media_type=offered.MEDIA[kind], name=f"ciiz-{letter}-{language}.{kind}")


@require_safe
def example(request: HttpRequest, letter: str) -> HttpResponse:
    """A letter that says something of a case, as it is in force, about an invented person."""
    actor = acting(request)
    if letter not in Letter.values:
        raise Http404
    language = _wished(request) or get_language() or LANGUAGES[0]
    kind = Letter(letter)
    with override(language):
        data = documents.sample(kind, office=letterhead(actor.canton), today=actor.today)
        content = documents.render(documents.wording(kind, actor.canton), language, data, dated_on=actor.today)
    return as_file(content, media_type=offered.MEDIA[offered.PDF], name=f"ciiz-{letter}-{language}.pdf")


def _known(letter: str) -> offered.Offered:
    found = offered.find(letter)
    if found is None:
        raise Http404
    return found


def _wished(request: HttpRequest) -> str:
    wished = request.GET.get("language", "")
    return wished if wished in LANGUAGES else ""
