"""One form about a meeting on a page of its own."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from ciiz.web.components.data import Crumb, Fact, Link, Text
from ciiz.web.components.forms import HouseForm
from ciiz.web.components.views import form_page

FormT = TypeVar("FormT", bound=HouseForm)


def act(
    request: HttpRequest,
    form: FormT,
    save: Callable[[FormT], object],
    *,
    title: Text,
    button: Text,
    done: Text,
    to: str,
    crumbs: Sequence[Crumb],
    facts: Sequence[Fact] = (),
    hint: Text = "",
    links: Sequence[Link] = (),
) -> HttpResponse:
    """Shows the form; what was sent is one journey, and then it goes on at `to`."""

    def saving(sent: FormT) -> str:
        save(sent)
        return to

    context: dict[str, Any] = {
        "title": title,
        "button": button,
        "crumbs": crumbs,
        "facts": facts,
        "hint": hint,
        "links": links,
    }
    return form_page(request, "meetings/form.html", form, saving, done=done, cancel=to, **context)
