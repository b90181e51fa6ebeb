"""Naming the case manager and the deputy, and handing the case on between them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ciiz.domain.organisations.public import Coded, Membership
from ciiz.web.components.fields import choose, day
from ciiz.web.components.forms import HouseForm

NOBODY = ("", _("nobody"))


def _described(one: Membership, managed: int | None) -> str:
    """Name, institution, kind, share of work and open cases as far as they are known, as the pool compares them."""
    parts = [one.user.full_name, str(one.institution)]
    if one.contact_kind:
        parts.append(one.get_contact_kind_display())
    if one.percentage:
        share = f"{one.percentage}\N{NO-BREAK SPACE}%"
        parts.append(_("%(share)s of the working time for IIZ") % {"share": share})
    if managed is not None:
        parts.append(ngettext("manages %(n)d open case", "manages %(n)d open cases", managed) % {"n": managed})
    return ", ".join(parts)


class PoolForm(HouseForm):
    """Somebody of the pool; only contact persons of institutions that take part are offered."""

    def __init__(
        self,
        *args: Any,
        pool: Sequence[Membership],
        managed: Mapping[int, int],
        reasons: Sequence[Coded],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(one.id), _described(one, managed.get(one.id))) for one in pool]
        for name in ("membership", "deputy"):
            if name in self.fields:
                choose(self, name, [NOBODY, *offered] if name == "deputy" else offered)
        if "reason" in self.fields:
            choose(self, "reason", [("", ""), *((one.code, str(one)) for one in reasons)])


class NameForm(PoolForm):
    """Case manager and deputy, for the first time."""

    membership = forms.TypedChoiceField(label=_("Case manager"), coerce=int, widget=forms.RadioSelect)
    deputy = forms.TypedChoiceField(label=_("Deputy"), coerce=int, empty_value=None, required=False)
    named_on = day(_("Named on"))


class ChangeForm(PoolForm):
    """Another case manager."""

    membership = forms.TypedChoiceField(label=_("New case manager"), coerce=int, widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why?"))
    named_on = day(_("From"))


class DeputyForm(PoolForm):
    """A deputy, or another one."""

    membership = forms.TypedChoiceField(label=_("New deputy"), coerce=int, widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why?"), required=False)
    named_on = day(_("From"))
