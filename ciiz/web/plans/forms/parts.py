"""What the forms of a case's course share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.enums import Category

NONE = ("", "–")
SHOWN_TO = (Category.WORK, Category.SOCIAL, Category.HEALTH, Category.FINANCE)
YES_NO = (("yes", _("Yes")), ("no", _("No")))


def category() -> forms.ChoiceField:
    """The category of data decides who reads it."""
    return forms.ChoiceField(
        label=_("Category of data"),
        choices=[(one.value, one.label) for one in SHOWN_TO],
        initial=Category.WORK.value,
        help_text=_("Decides who reads it: those to whom consent or statute opens this category."),
    )


def decided(value: str) -> bool | None:
    """Yes, no, or not decided."""
    return {"yes": True, "no": False}.get(value)
