"""Pages of templates: the office words letters and forms anew, looks at them, and puts them in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciiz.domain.access.public import Actor
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.documents.public import Change, Template, Wording
from ciiz.domain.organisations.enums import Language
from ciiz.domain.organisations.public import canton_values
from ciiz.foundation.errors import Conflict, DomainError, NotAllowed
from ciiz.foundation.i18n.fields import LANGUAGES
from ciiz.journeys.consent import letterhead
from ciiz.web.components.data import Crumb
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from .forms import PublishForm, TemplateForm
from .offered import MEDIA, PDF


@dataclass(frozen=True, slots=True)
class Row:
    """One template in the list: what is in force, which languages wait, whether a draft was begun."""

    letter: Letter
    version: int
    missing: str
    outdated: bool
    draft: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """One version with what it changed."""

    template: Template
    changes: Sequence[Change]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All templates of the canton."""
    actor = office(request)
    drafts = documents.begun_templates(actor)
    bases = documents.bases(actor)
    rows = [
        Row(
            letter=letter,
            version=wording.version,
            missing=missing(actor, wording),
            outdated=letter in bases and bases[letter] != documents.digest(letter),
            draft=letter in drafts,
        )
        for letter, wording in documents.wordings(actor.canton).items()
    ]
    return render(request, "papers/templates.html", {"rows": rows, "crumbs": [Crumb(_("Templates"))]})


@require_safe
def show(request: HttpRequest, letter: str) -> HttpResponse:
    """What is in force, the draft, and every version with what it changed."""
    return _page(request, office(request), _letter(letter))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, letter: str) -> HttpResponse:
    """The draft, with the four languages side by side."""
    actor, kind = office(request), _letter(letter)
    draft = documents.template_draft(actor, kind)
    if draft is None:
        return redirect("papers:template", letter)
    language = get_language() or LANGUAGES[0]
    form = TemplateForm.opened(request, initial=TemplateForm.shown(draft), template=draft, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            documents.save_template(
                actor=actor,
                template_id=draft.id,
                texts=form.texts(),
                expected_revision=form.cleaned_data["revision"],
            )
        except Conflict as refused:
            form.refuse(refused)
            form.go_on_with(revision=draft.revision)
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The draft was saved. Look at it, then publish it."))
            return redirect("papers:template", letter)
    crumbs = [*_way(kind), Crumb(_("Edit the texts"))]
    return with_form(request, "papers/template_edit.html", form, letter=kind, crumbs=crumbs, rows=form.rows())


@require_POST
def begin(request: HttpRequest, letter: str) -> HttpResponse:
    """Begins a draft with the texts in force, of an older version, or those that ship with ciiz."""
    actor, kind = office(request), _letter(letter)
    wished = request.POST.get("from", "")
    if not wished:
        documents.draft_template(actor=actor, letter=kind)
        return redirect("papers:template_edit", letter)
    older = next((one for one in documents.template_versions(actor, kind) if str(one.version) == wished), None)
    if older is None and wished != "shipped":
        raise Http404
    documents.restore_template(actor=actor, letter=kind, template_id=older.id if older else None)
    messages.success(request, _("The draft holds the texts of that version now. Publish it to put them in force."))
    return redirect("papers:template", letter)


@require_POST
def publish(request: HttpRequest, letter: str) -> HttpResponse:
    """Puts the draft in force."""
    actor, kind = office(request), _letter(letter)
    draft = documents.template_draft(actor, kind)
    if draft is None:
        raise documents.NotADraft
    form = PublishForm.opened(request)
    if form.is_valid():
        try:
            documents.publish_template(
                actor=actor,
                template_id=draft.id,
                note=form.cleaned_data["note"],
                expected_revision=form.cleaned_data["revision"],
            )
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The version is in force. Letters and forms are written with it from now on."))
            return redirect("papers:template", letter)
    return _page(request, actor, kind, form)


@require_POST
def discard(request: HttpRequest, letter: str) -> HttpResponse:
    """Throws the draft away."""
    actor, kind = office(request), _letter(letter)
    draft = documents.template_draft(actor, kind)
    if draft is None:
        raise documents.NotADraft
    documents.discard_template(actor=actor, template_id=draft.id)
    messages.success(request, _("The draft was thrown away. What is in force stays."))
    return redirect("papers:template", letter)


@require_safe
def preview(request: HttpRequest, letter: str, language: str) -> HttpResponse:
    """The draft, else what is in force, with an invented case."""
    actor, kind = office(request), _letter(letter)
    if language not in LANGUAGES:
        raise Http404
    draft = documents.template_draft(actor, kind)
    wording = documents.worded(draft) if draft else documents.wording(kind, actor.canton)
    with override(language):
        data = documents.sample(kind, office=letterhead(actor.canton), today=actor.today)
        content = documents.render(wording, language, data, dated_on=actor.today)
    return as_file(content, media_type=MEDIA[PDF], name=f"ciiz-{letter}-{language}.pdf")


def office(request: HttpRequest) -> Actor:
    """Whoever keeps templates; refuses everybody else."""
    actor = acting(request)
    if not documents.may_maintain(actor.role):
        raise NotAllowed
    return actor


def _page(request: HttpRequest, actor: Actor, letter: Letter, form: PublishForm | None = None) -> HttpResponse:
    versions = documents.template_versions(actor, letter)
    draft = documents.template_draft(actor, letter)
    current = documents.wording(letter, actor.canton)
    before = [*(one.texts for one in versions[1:]), {}]
    pairs = zip(versions, before, strict=False)
    editions = [Edition(one, documents.changes(letter, former, one.texts)) for one, former in pairs]
    context = {
        "letter": letter,
        "crumbs": _way(letter, here=True),
        "version": current.version,
        "missing": missing(actor, documents.worded(draft) if draft else current),
        "languages": [(one, Language(one).label) for one in LANGUAGES],
        "draft": draft,
        "drafted": documents.changes(letter, current.own, draft.texts) if draft else (),
        "editions": editions,
        "form": form or (PublishForm(initial={"revision": draft.revision}) if draft else None),
    }
    return render(request, "papers/template.html", context, status=422 if form else 200)


def missing(actor: Actor, wording: Wording) -> str:
    """Languages that lack translations, with how many; those of the canton first."""
    own = [one.value for one in canton_values(actor.canton).languages]
    counted = [(one, len(wording.missing(one))) for one in sorted(LANGUAGES, key=lambda one: one not in own)]
    return ", ".join(f"{Language(one).label} ({number})" for one, number in counted if number)


def _letter(letter: str) -> Letter:
    if letter not in documents.KEPT:
        raise Http404
    return Letter(letter)


def _way(letter: Letter, *, here: bool = False) -> list[Crumb]:
    listing_url, own_url = reverse("papers:templates"), reverse("papers:template", args=[letter.value])
    return [Crumb(_("Templates"), listing_url), Crumb(letter.label, "" if here else own_url)]
