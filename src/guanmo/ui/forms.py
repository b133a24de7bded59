"""The look of every form: label, help, error under the field, summary of errors on top."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Set as ``FORM_RENDERER``; ``{{ form }}`` and ``{{ form.x.as_field_group }}`` then use the components."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
