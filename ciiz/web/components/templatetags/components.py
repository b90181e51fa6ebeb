"""Components as template tags, built in everywhere (no `{% load %}`); each one's template says what it looks like."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ciiz.foundation.i18n.phrases import colon, day
from ciiz.web.components.assets import asset_url
from ciiz.web.components.data import Crumb, Difference, Due, Entry, Fact, Link, Picture, Step, Text, Validity
from ciiz.web.components.forms import HouseForm
from ciiz.web.components.pages import Page, Sort, query_with

register = template.Library()
register.filter("day", day)


def _show(name: str, **values: object) -> SafeString:
    return SafeString(render_to_string(f"components/{name}.html", values))


def _trimmed(content: str) -> SafeString:
    return SafeString(content.strip())  # a block's content was escaped when it was rendered


@register.simple_tag
def asset(name: str) -> str:
    """Address of a built style or script."""
    return asset_url(name)


@register.simple_tag
def chip(text: Text, kind: str = "") -> SafeString:
    """A short state in a coloured pill; colour never carries the meaning alone. Lists hold many: without a template."""
    return format_html('<span class="{}">{}</span>', f"chip {kind}" if kind else "chip", text)


@register.simple_tag
def drawing(  # noqa: PLR0917 - templates name them
    address: str, name: Text, now: str = "", done: str = "", deviation: str = "", counts: str = ""
) -> SafeString:
    """A process drawing; needs `drawing.css` and `drawing.js` on the page, and shows nothing without JavaScript.

    `counts` are numbers to write at elements: "id=12 id=3".
    """
    return _show("drawing", address=address, process=name, now=now, done=done, deviation=deviation, counts=counts)


@register.simple_tag
def breadcrumb(crumbs: Sequence[Crumb]) -> SafeString:
    """The way here."""
    return _show("breadcrumb", crumbs=crumbs)


@register.simple_block_tag
def page_head(content: str, title: Text, meta: Iterable[Text] = (), chip: Text = "", chip_kind: str = "") -> SafeString:
    """Heading of the page with a line of facts; the block holds its buttons."""
    return _show(
        "page_head", title=title, meta=[m for m in meta if m], chip=chip, chip_kind=chip_kind, content=_trimmed(content)
    )


@register.simple_tag
def copyable(label: Text, text: str, hint: Text = "") -> SafeString:
    """A text that goes into another system: a click into it selects the whole, with scripts a button copies it."""
    return _show("copyable", label=label, text=text, hint=hint)


@register.simple_block_tag
def next_step(content: str, title: Text, note: Text = "") -> SafeString:
    """The banner "what next" of a case; the block holds the one primary button."""
    return _show("next_step", title=title, note=note, content=_trimmed(content))


@register.simple_block_tag
def panel(  # noqa: PLR0917 - templates name them
    content: str,
    title: Text,
    links: Sequence[Link] = (),
    chip: Text = "",
    chip_kind: str = "",
    id: str = "",
    flush: bool = False,
) -> SafeString:
    """A titled box; `flush` for tables and lists that reach its edges."""
    values: dict[str, Any] = {"title": title, "links": links, "chip": chip, "chip_kind": chip_kind, "id": id}
    return _show("panel", **values, flush=flush, content=content)


@register.simple_tag
def steps(items: Sequence[Step]) -> SafeString:
    """Where a case stands in its process."""
    return _show("steps", items=items)


@register.simple_tag
def facts(items: Sequence[Fact]) -> SafeString:
    """Fields with values, or with the reason for their absence."""
    return _show("facts", items=items)


@register.simple_tag
def empty(title: Text, hint: Text = "", url: str = "", label: Text = "") -> SafeString:
    """An empty list says what to do."""
    return _show("empty", title=title, hint=hint, url=url, label=label)


@register.simple_tag
def timeline(entries: Sequence[Entry]) -> SafeString:
    """Readable history, newest first."""
    return _show("timeline", entries=entries)


@register.simple_tag
def deadlines(items: Sequence[Due]) -> SafeString:
    """Deadlines in order."""
    return _show("deadlines", items=items)


@register.simple_tag
def sees(picture: Picture) -> SafeString:
    """Who sees what until when."""
    return _show("sees", picture=picture)


@register.simple_tag
def validity(period: Validity) -> SafeString:
    """A period as a bar with today's mark."""
    return _show("validity", period=period)


@register.simple_tag
def card(number: object, text: Text, url: str) -> SafeString:
    """A figure that leads to what is behind it; inside `<ul class="cards">`."""
    return _show("card", number=number, text=text, url=url)


@register.simple_block_tag
def notice(content: str, kind: str = "") -> SafeString:
    """A remark on the page itself: "", ok, warn or bad."""
    return _show("notice", kind=kind, content=_trimmed(content))


@register.simple_tag(takes_context=True)
def confirm(  # noqa: PLR0917 - templates name them
    context: Context, label: Text, question: Text, url: str, button: Text, name: str = "", value: str = ""
) -> SafeString:
    """A button for what cannot be taken back: asks first, without JavaScript, then posts."""
    values = {"label": label, "question": question, "url": url, "button": button, "name": name, "value": value}
    return SafeString(render_to_string("components/confirm.html", values, request=context.get("request")))


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """All errors of a refused form in one box, each a link to its field; put it above the form."""
    errors = _linked_errors(form)
    entries = any(target for target, _message in errors)
    return _show("error_summary", errors=errors, entries=entries, keeps=isinstance(form, HouseForm))


def _linked_errors(form: BaseForm) -> list[tuple[str, str]]:
    """What concerns the whole, then the fields in the order of the page."""
    found = [("", str(message)) for message in form.non_field_errors()]
    for bound in form:
        target = bound.id_for_label or bound.auto_id
        found += [(target, colon(bound.label, message)) for message in bound.errors]
    return found


@register.simple_tag(takes_context=True)
def sort_heading(context: Context, key: str, label: Text, sort: Sort, numeric: bool = False) -> SafeString:
    """A `<th>` that sorts by its column; a second click turns the order round. Lists have five: without a template."""
    current = sort.key == key
    direction = ("descending" if sort.descending else "ascending") if current else ""
    target = f"-{key}" if current and not sort.descending else key
    query = query_with(context["request"].GET, sort=target, page=None, after=None)
    attributes = f' aria-sort="{direction}"' if direction else ""
    attributes += ' class="num"' if numeric else ""
    link = format_html('<a class="sort" href="{}">{}</a>', query, label)
    return format_html('<th scope="col"{}>{}</th>', SafeString(attributes), link)


@register.simple_tag
def pages(page: Page[Any]) -> SafeString:
    """Foot of a list: how many there are, and the way to the next ones."""
    return _show("pages", page=page)


@register.simple_tag
def versions(differences: Sequence[Difference], who: Text = "", when: object = None) -> SafeString:
    """Two people saved the same object: both versions side by side."""
    return _show("versions", differences=differences, who=who, when=when)


@register.simple_tag(takes_context=True)
def submission(context: Context) -> SafeString:
    """Hidden key of a form; the second copy of a double click has no effect (ciiz.web.shell.submissions)."""
    make = getattr(context.get("request"), "submission_key", None)
    return _show("submission", key=make() if make else "")
