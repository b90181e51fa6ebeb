"""Choices and inputs rendered without templates are what Django's templates make."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.html import escape

from ciiz.web.components.rendering import FormRenderer

CHOICES = [("", "–"), ("a", "A & <b>"), ("Group <1>", [(1, "one"), ('"2"', "two")])]


@pytest.mark.parametrize("value", [None, "", "a", 1, '<script>"&'])
@pytest.mark.parametrize("attrs", [{}, {"required": True, "disabled": False, "data-x": '"<&', "class": "wide"}])
@pytest.mark.parametrize(
    "widget",
    [forms.Select(choices=CHOICES), forms.TextInput(), forms.DateInput(), forms.NumberInput(), forms.HiddenInput()],
    ids=lambda widget: type(widget).__name__,
)
def test_the_quick_way_makes_the_same_elements(widget: forms.Widget, attrs: dict[str, Any], value: Any) -> None:
    quick = widget.render("name", value, attrs, renderer=FormRenderer())
    slow = widget.render("name", value, attrs, renderer=TemplatesSetting())
    assert quick == "".join(line.strip() for line in slow.splitlines())
    assert "<script>" not in quick
    assert escape(str(value or "")) in quick or isinstance(widget, forms.Select)
