"""Drawing a process: beginning a draft, saving it as often as wanted, giving it up."""

import re
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import RunningCases
from ciiz.domain.organisations.public import canton_values
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.foundation.i18n.fields import LANGUAGES, TranslatedText

from .. import engine, policies
from ..engine import Examined, ImportRefused
from ..errors import DraftChanged, DraftRefused, DraftShown, NoteMissing, NothingChanged, ProcessCode, Stranded
from ..graphs import examined
from ..journeys import LaneRole
from ..models import Definition, Draft
from ..queries.landing import landings
from ..reading import Foreign, read_foreign
from .definitions import check_calls, put_in_force, store

_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,19}")


@atomic
def draft_from(*, actor: Actor, definition_id: UUID) -> Draft:
    """Begins a draft as a version of the canton is."""
    _may_draw(actor)
    definition = Definition.objects.filter(id=definition_id, canton_id=actor.canton).first()
    if definition is None:
        raise NotFound
    return _begin(actor, definition.xml.encode(), definition)


@atomic
def draft_blank(*, actor: Actor, process: str, name: dict[str, str]) -> Draft:
    """Begins a new process with this code: one step of the coordination between start and end."""
    _may_draw(actor)
    if not _CODE.fullmatch(process):
        raise ProcessCode(field="code")
    return _begin(actor, engine.blank(process, LaneRole.COORDINATOR, name), None)


@atomic
def draft_of(*, actor: Actor, content: bytes) -> Draft:
    """Begins a draft with a file; a canton's choices that it offers are carried out."""
    _may_draw(actor)
    return _begin(actor, content, None)


@atomic
def draft_upload(
    *, actor: Actor, content: bytes, language: str, process: str = "", cut: bool = False
) -> tuple[Draft, Foreign]:
    """Begins a draft with a file of another tool, whose words are of one language; says what it took."""
    _may_draw(actor)
    if process and not _CODE.fullmatch(process):
        raise ProcessCode(field="code")
    values = canton_values(actor.canton).drawn()
    read = read_foreign(content, language=language, code=process, cut=cut, values=values)
    return _begin(actor, read.xml.encode(), None), read


@atomic
def replace_draft(
    *,
    actor: Actor,
    draft_id: UUID,
    expected_version: int,
    content: bytes,
    language: str,
    note: str | None = None,
    cut: bool = False,
) -> Foreign:
    """Keeps the drawing of a file in place of the one of the draft; says what it took."""
    draft = _held(actor, draft_id)
    read = read_foreign(content, language=language, code=draft.code, cut=cut)
    save_draft(actor=actor, draft_id=draft_id, expected_version=expected_version, xml=read.xml, note=note)
    return read


@atomic
def show_draft(*, actor: Actor, draft_id: UUID, expected_version: int, shown: bool) -> Draft:
    """Shows a drawing in the handbook as documentation only, on which no case runs; or shows it no longer."""
    draft = _held(actor, draft_id)
    if draft.version != expected_version:
        raise DraftChanged
    draft.shown_on = actor.today if shown else None
    draft.author_id, draft.saved_on = actor.membership_id, actor.today
    draft.version += 1
    draft.save(update_fields=["shown_on", "author", "saved_on", "version"])
    return draft


@atomic
def publish_draft(*, actor: Actor, draft_id: UUID, expected_version: int, note: str) -> Definition:
    """A draft that can run becomes the version in force, with what changed; cases that run stay on theirs."""
    draft = _held(actor, draft_id)
    if draft.version != expected_version:
        raise DraftChanged
    if not note.strip():
        raise NoteMissing(field="note")
    definition = store(actor.canton, draft.xml.encode(), {}, actor.today, again=True)
    if definition.published_on is not None:
        raise NothingChanged(number=definition.version)
    if canton_values(actor.canton).process.running is RunningCases.MOVE:
        _refuse_stranding(actor, definition)
    put_in_force(definition, actor.today, note=note.strip(), by=actor.membership_id)
    check_calls(actor.canton)
    draft.delete()
    return definition


@atomic
def save_draft(*, actor: Actor, draft_id: UUID, expected_version: int, xml: str, note: str | None = None) -> Draft:
    """Keeps a drawing as it is now, sound or not; what must not be kept is refused, and the last one stays."""
    draft = _held(actor, draft_id)
    if draft.version != expected_version:
        raise DraftChanged
    if draft.shown_on is not None:
        raise DraftShown
    _take(draft, actor, _read(xml.encode()))
    if note is not None:
        draft.note = note
    draft.version += 1
    draft.save(update_fields=["code", "name", "xml", "note", "author", "saved_on", "version"])
    return draft


@atomic
def discard_draft(*, actor: Actor, draft_id: UUID) -> None:
    """Gives a draft up; versions in force are not touched."""
    _held(actor, draft_id).delete()


def _refuse_stranding(actor: Actor, definition: Definition) -> None:
    lost = [one for one in landings(actor, definition, LANGUAGES[0]) if not one.lands]
    if lost:
        steps = ", ".join(sorted({code for one in lost for code in one.codes}))
        raise Stranded(number=sum(one.cases for one in lost), steps=steps)


def _may_draw(actor: Actor) -> None:
    if not policies.may_import(actor.role):
        raise NotAllowed


def _held(actor: Actor, draft_id: UUID) -> Draft:
    """The draft, locked, for those who may draw; for others there is none."""
    held = policies.may_import(actor.role) and Draft.objects.filter(id=draft_id, canton_id=actor.canton)
    draft = held.select_for_update().first() if held else None
    if draft is None:
        raise NotFound
    return draft


def _begin(actor: Actor, content: bytes, based_on: Definition | None) -> Draft:
    draft = Draft(canton_id=actor.canton, based_on=based_on)
    values = canton_values(actor.canton).drawn()
    _take(draft, actor, _read(content, values))
    draft.save(force_insert=True)
    return draft


def _read(content: bytes, values: dict[str, str] | None = None) -> Examined:
    """What a file says, with the canton's choices among those that it offers."""
    try:
        offered = engine.offered(content)
        return examined(content, {name: value for name, value in (values or {}).items() if name in offered})
    except ImportRefused as refusal:
        raise DraftRefused(refusal) from refusal


def _take(draft: Draft, actor: Actor, found: Examined) -> None:
    draft.xml = found.xml.decode()
    draft.code = found.code[:20]
    word = next((found.name[one] for one in LANGUAGES if found.name.get(one)), "") or draft.code or "BPMN"
    draft.name = TranslatedText({one: found.name.get(one) or word for one in LANGUAGES})
    draft.author_id, draft.saved_on = actor.membership_id, actor.today
