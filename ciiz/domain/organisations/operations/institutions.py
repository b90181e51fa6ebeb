"""Institutions of a canton, kept by its IIZ office."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import Conflict, DomainError, NotAllowed, NotFound
from ciiz.foundation.i18n.fields import TranslatedText

from ..acting import Acting
from ..enums import InstitutionKind, Language
from ..models import Canton, Dispositif, Institution, Office, Region
from ..policies import may_administer


class CodeTaken(DomainError):
    """Another institution has this code."""

    code = "code_taken"
    message = _("Another institution has this code already. Choose another one.")


class NoDispositif(DomainError):
    """A partner belongs to at least one dispositif."""

    code = "no_dispositif"
    message = _("A partner institution belongs to at least one dispositif.")


class UnknownRunner(DomainError):
    """An office is run by an institution of its canton."""

    code = "unknown_runner"
    message = _("The office is run by an institution of the canton other than the office. Choose another one.")


@dataclass(frozen=True, slots=True)
class OfficeData:
    """What an IIZ office has besides an institution: who runs it for the canton, where it presents itself."""

    run_by_id: int | None = None
    website: str = ""
    languages: Collection[Language] = ()


@transaction.atomic
def save_institution(
    *,
    actor: Acting,
    institution_id: int | None,
    expected_version: int | None,
    code: str,
    name: TranslatedText,
    kind: InstitutionKind,
    language: Language,
    dispositifs: Collection[str],
    region_id: int | None,
    phone: str = "",
    email: str = "",
    address: str = "",
    active: bool = True,
    office: OfficeData | None = None,
) -> Institution:
    """Adds an institution (`institution_id` None) or saves one, which confirms it.

    Its kind stays, because its audiences hang on it.

    An office gets what `office` says, if given.
    """
    if not may_administer(actor, actor.canton):
        raise NotAllowed
    institution = _opened(actor, institution_id, expected_version) or Institution(canton_id=actor.canton, kind=kind)
    wanted = slugify(code).upper()
    if Institution.objects.filter(code=wanted).exclude(id=institution.id).exists():
        raise CodeTaken(field="code")
    known = list(Dispositif.objects.filter(code__in=dispositifs))
    if institution.kind == InstitutionKind.PARTNER and not known:
        raise NoDispositif(field="dispositifs")
    if region_id is not None and not Region.objects.filter(id=region_id, canton=actor.canton).exists():
        raise NotFound
    institution.code, institution.name, institution.language = wanted, name, language
    institution.region_id, institution.active = region_id, active
    institution.phone, institution.email, institution.address = phone.strip(), email.strip(), address.strip()
    institution.confirmed_on = actor.today
    institution.save()
    institution.dispositifs.set(known)
    if institution.kind == InstitutionKind.OFFICE:
        _save_office(actor, institution, office)
    return institution


def _save_office(actor: Acting, institution: Institution, data: OfficeData | None) -> None:
    """An office of the canton; what is not given stays."""
    office, is_new = Office.objects.get_or_create(institution=institution)
    if is_new:
        office.cantons.add(Canton.objects.get(code=actor.canton))
    if data is None:
        return
    runners = Institution.objects.filter(canton=actor.canton).exclude(kind=InstitutionKind.OFFICE)
    if data.run_by_id is not None and not runners.filter(id=data.run_by_id).exists():
        raise UnknownRunner(field="run_by")
    office.run_by_id, office.website, office.languages = data.run_by_id, data.website, list(data.languages)
    office.save()


def _opened(actor: Acting, institution_id: int | None, expected_version: int | None) -> Institution | None:
    if institution_id is None:
        return None
    found = Institution.objects.select_for_update().filter(id=institution_id, canton=actor.canton).first()
    if found is None:
        raise NotFound
    if found.version != expected_version:
        raise Conflict
    found.version += 1
    return found
