"""Two people saved the same entry: both versions, in words."""

from django.utils.translation import gettext as _

from ciiz.domain.organisations.enums import Language
from ciiz.domain.organisations.public import ContactPerson, by_code, canton_values
from ciiz.web.components.data import Difference

from .forms import EntryForm


def differences(form: EntryForm, theirs: ContactPerson) -> list[Difference]:
    """What stands in the database and what was typed, field by field."""
    offered = canton_values(theirs.membership.institution.canton_id).competences
    mine = form.cleaned_data
    saved = EntryForm.shown(theirs)

    def said(name: str, value: object) -> str:
        if value in (None, "", []):
            return _("nothing entered")
        if name == "competences":
            return ", ".join(str(by_code(offered, code) or code) for code in value)  # type: ignore[attr-defined]
        if name == "languages":
            return ", ".join(str(Language(code).label) for code in value)  # type: ignore[attr-defined]
        return str(value)

    names = [name for name in form.fields if name != "version"]
    return [Difference(str(form[name].label), said(name, saved[name]), said(name, mine[name])) for name in names]
