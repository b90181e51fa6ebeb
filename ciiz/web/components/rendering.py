"""One look for all forms (setting FORM_RENDERER)."""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

FIELD = "components/forms/field.html"
"""What Django asks for when it wants a field with its label."""


_SIGNS = re.compile("[&<>\"']").search


def escaped(value: object) -> str:
    """Text for HTML as `conditional_escape` gives it, without looking for lazy text that stays lazy.

    Most texts have nothing to escape: looking for it once is quicker than replacing five signs.
    """
    if isinstance(value, SafeString):
        return value
    text = str(value)
    return html.escape(text) if _SIGNS(text) else text


class FormRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ field.as_field_group }}` by the house's templates.

    Fields, inputs and choices are rendered without a template: Django's own takes two of them for every option, a third
    of a page's time.
    """

    form_template_name = "components/forms/form.html"
    field_template_name = FIELD

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
        """A template, or what would come out of it."""
        if template_name == FIELD:
            return _field(context["field"])
        quick = QUICK.get(template_name)
        return quick(context["widget"]) if quick else super().render(template_name, context, request)


def _field(field: BoundField) -> SafeString:
    """One field: label with mark, hint, error, control. A check box has its label beside it; groups are a fieldset."""
    invalid = "field invalid" if field.errors else "field"
    name = escaped(field.auto_id)
    errors = [f'<p class="error" id="{name}_error">{escaped(error)}</p>' for error in field.errors]
    hint = f'<p class="hint" id="{name}_helptext">{field.help_text}</p>' if field.help_text else ""
    label = f"{escaped(field.label)}{_mark(field)}"
    control, target = str(field), escaped(field.id_for_label)
    if field.widget_type == "checkbox":
        choice = f'<div class="choice">{control}<label for="{target}">{label}</label></div>'
        parts = [f'<div class="{invalid}">', *errors, choice, hint, "</div>"]
    elif field.use_fieldset:
        described = escaped(field.aria_describedby or "")
        about = f' aria-describedby="{described}"' if described else ""
        head = f'<fieldset class="{invalid}"{about}><legend>{label}</legend>'
        parts = [head, hint, *errors, control, "</fieldset>"]
    else:
        head = f'<div class="{invalid}"><label for="{target}">{label}</label>'
        said = " ".join(escaped(error) for error in field.errors)
        error = f'<p class="error" id="{name}_error">{said}</p>' if said else ""
        parts = [head, hint, error, control, "</div>"]
    return mark_safe("".join(parts))  # noqa: S308 - escaped above; hints are texts of our own


def _mark(field: BoundField) -> str:
    """The mark of a required field; forms in which everything is required leave it out (`field.unmarked`)."""
    asked = field.field.required and not getattr(field.field, "unmarked", False)
    return f' <span class="required">({escaped(_("required"))})</span>' if asked else ""


def _attributes(attrs: Mapping[str, Any]) -> str:
    """As django/forms/widgets/attrs.html writes them."""
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _option(option: Mapping[str, Any]) -> str:
    value, label = escaped(option["value"]), escaped(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _select(widget: Mapping[str, Any]) -> SafeString:
    parts = [f'<select name="{escaped(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, options, _index in widget["optgroups"]:
        if name:
            parts.append(f'<optgroup label="{escaped(name)}">')
        parts += map(_option, options)
        if name:
            parts.append("</optgroup>")
    return mark_safe("".join([*parts, "</select>"]))  # noqa: S308 - every part is escaped above


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    kind, name = escaped(widget["type"]), escaped(widget["name"])
    return mark_safe(f'<input type="{kind}" name="{name}"{value}{_attributes(widget["attrs"])}>')  # noqa: S308 - escaped


QUICK: Mapping[str, Callable[[Mapping[str, Any]], SafeString]] = {
    "django/forms/widgets/select.html": _select,
    **{f"django/forms/widgets/{name}.html": _input for name in ("input", "text", "date", "email", "number", "hidden")},
}
