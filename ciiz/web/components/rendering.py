"""One look for all forms (setting FORM_RENDERER)."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ field.as_field_group }}` by the house's templates."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"
