"""Writing down a talk or another contact (CII101.5)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Category
from ciiz.domain.journal import public as journal
from ciiz.domain.journal.enums import EntryKind, Visibility
from ciiz.domain.journal.public import Entry, Writer
from ciiz.foundation.errors import NotAllowed
from ciiz.journeys import implement
from ciiz.web.cases.about import about
from ciiz.web.meetings.outcome import day_of
from ciiz.web.shell.acting import acting

from ..act import act
from ..forms import LogForm


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What happened, when, and who reads it."""
    page = about(acting(request), dossier_id)
    at = page.at()
    writer = Writer(
        role=at.role,
        takes_part=at.takes_part or at.coordinates,
        case_is_open=at.case_is_open,
        categories=frozenset(Category.values),
    )
    if not journal.may_log(writer, category=Category.WORK):
        raise NotAllowed
    form = LogForm.opened(request, initial={"occurred_on": day_of(request, page), "visibility": Visibility.TEAM.value})

    def save(sent: LogForm) -> Entry:
        data = sent.cleaned_data
        return implement.log_talk(
            actor=page.actor,
            dossier_id=dossier_id,
            occurred_on=data["occurred_on"],
            text=data["text"],
            kind=EntryKind(data["kind"]),
            category=Category(data["category"]),
            visibility=Visibility(data["visibility"]),
            minutes=data["minutes"],
            employer=data["employer"],
            withheld_reason=data["withheld_reason"],
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Record a talk"),
        button=_("Save"),
        done=_("The entry was saved."),
    )
