"""Two pages made of invented data, as real ones are: a case and a list with a form."""

# ruff: noqa: E501 - templates are read as they are written
import re
from datetime import date
from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from ciiz.web.components.data import (
    Audience,
    Crumb,
    Difference,
    Due,
    Entry,
    Fact,
    Link,
    Picture,
    Step,
    Validity,
)
from ciiz.web.components.forms import HouseForm
from ciiz.web.components.pages import Sort, numbered_page
from config import urls as real

handler404 = real.handler404
TODAY = date(2026, 11, 22)

CASE = """{% extends "shell/page.html" %}{% block page_title %}Muster Andrea{% endblock %}
{% block crumbs %}{% breadcrumb crumbs %}{% endblock %}
{% block content %}
{% page_head "Muster Andrea" meta=meta chip="Case Management" chip_kind="ok" %}<a class="btn sec" href="#x">Kontakt festhalten</a>{% endpage_head %}
{% next_step "Als Nächstes: Standortbestimmung mit der Person" note="CII101.6 · fällig bis 28.11.2026" %}<a class="btn" href="#x">Standortbestimmung erfassen</a>{% endnext_step %}
<div class="grid"><div>
{% panel "Wo der Fall steht" links=links flush=True %}{% steps stations %}{% endpanel %}
{% panel "Verlauf" flush=True %}{% timeline history %}{% endpanel %}
{% panel "Person" %}{% facts person %}{% endpanel %}
{% panel "Termine" %}{% empty "Noch keine Termine" hint="Laden Sie zum Gespräch ein." url="#x" label="Einladen" %}{% endpanel %}
{% versions differences who="Bea Beispiel" %}
</div><aside aria-label="Übersicht">
{% panel "Wer sieht was, bis wann" %}{% sees picture %}{% endpanel %}
{% panel "Fristen" flush=True %}{% deadlines due %}{% endpanel %}
{% panel "Beenden" %}{% confirm "Abbrechen …" "Wirklich abbrechen?" "/" "Ja, abbrechen" %}{% endpanel %}
{% notice "warn" %}<p>Die Vollmacht läuft bald ab.</p>{% endnotice %}
</aside></div>{% endblock %}"""

LISTING = """{% extends "shell/page.html" %}{% block page_title %}Fälle{% endblock %}
{% block content %}{% page_head "Fälle" %}{% endpage_head %}
<ul class="cards">{% card 3 "Meldungen zu sichten, die älteste seit 4 Tagen" "#x" %}{% card 2 "Pläne zu validieren" "#x" %}</ul>
{% panel "Alle" flush=True %}<table class="stack"><thead><tr>{% sort_heading "name" "Name" sort %}{% sort_heading "day" "Frist" sort numeric=True %}<th scope="col">Stand</th></tr></thead><tbody>{% for row in page.rows %}<tr><th scope="row"><a href="#x">{{ row }}</a></th><td class="num" data-label="Frist">28.11.</td><td data-label="Stand">{% chip "überfällig" "bad" %}</td></tr>{% endfor %}</tbody></table>{% pages page %}{% endpanel %}
<div class="narrow">{% error_summary form %}<form method="post" novalidate>{% csrf_token %}{% submission %}{{ form }}<div class="actions"><button class="btn">Speichern</button><a href="#x">Abbrechen</a></div></form></div>
{% endblock %}"""


class SampleForm(HouseForm):
    """One field of each kind."""

    name = forms.CharField(label="Name", help_text="Wie im Ausweis.")
    born = forms.DateField(label="Geburtsdatum")
    note = forms.CharField(label="Bemerkung", widget=forms.Textarea, required=False)
    sex = forms.ChoiceField(
        label="Geschlecht", choices=[("f", "weiblich"), ("m", "männlich")], widget=forms.RadioSelect
    )
    partners = forms.MultipleChoiceField(
        label="Institutionen", choices=[("a", "RAV Firnegg"), ("b", "SMZ Firnegg")], widget=forms.CheckboxSelectMultiple
    )
    office = forms.ChoiceField(label="Stelle", choices=[("", "Bitte wählen"), ("x", "Naters")])
    agreed = forms.BooleanField(label="Die Person ist einverstanden", help_text="Unterschrift liegt vor.")
    paper = forms.FileField(label="Unterzeichnete Vollmacht", required=False)


def case(request: HttpRequest) -> HttpResponse:
    """A case page in small."""
    rows = [Audience("SMZ", (True, True, True, True)), Audience("RAV", (True, True, True, False))]
    period = Validity(date(2026, 6, 15), date(2027, 1, 15), TODAY)
    names = ["Meldung", "Runder Tisch", "Case Manager bezeichnet", "Plan erstellt", "Plan validiert"]
    context = {
        "crumbs": [Crumb("Fälle", "/"), Crumb("Oberwallis", "/"), Crumb("2026-0184")],
        "meta": ["geb. 14.03.1984 (42)", "Deutsch", "Naters", "Meldung durch RAV Firnegg am 02.06.2026"],
        "links": [Link("Zeichnung und Handbuch", "#x")],
        "stations": [
            *(Step(name, "done", "18.06.") for name in names),
            Step("Umsetzung", "now", "seit 20 Wochen"),
            Step("Austritts\xadbilanz"),
            Step("Abschluss"),
            Step("Nachfrage", "skipped", "6 Monate"),
        ],
        "history": [
            Entry(TODAY, "Gespräch mit der Person (45 Min.)", "Case Managerin, SMZ"),
            Entry(TODAY, "Arbeitsfähigkeit: IV 50 %, SMZ 30 %", chip="abweichend", chip_kind="warn", url="#x"),
        ],
        "person": [Fact("Ausbildung", "EFZ Kauffrau"), Fact("Bewilligung", reason="nicht anwendbar")],
        "differences": [Difference("Ziel", "40 %", "50 %"), Difference("Frist", "31.12.", "31.12.")],
        "picture": Picture(("Basis", "Arbeit", "Sozial", "Medizin"), rows, period, "Vollmacht vom 15.06.2026"),
        "due": [Due(TODAY, "Standortbestimmung", "6 Tage", "warn", "#x"), Due(TODAY, "Gespräch")],
    }
    return HttpResponse(engines["django"].from_string(CASE).render(context, request))


def listing(request: HttpRequest) -> HttpResponse:
    """A list and a form in small."""
    form = SampleForm.opened(request)
    page = numbered_page(request, [f"Fall {number}" for number in range(1, 121)], size=5)
    context = {"form": form, "page": page, "sort": Sort.of(request, ("name", "day"), "name")}
    form.is_valid()
    return HttpResponse(engines["django"].from_string(LISTING).render(context, request))


DRAWING = """{% extends "shell/page.html" %}{% block page_title %}Zeichnung{% endblock %}
{% block scripts %}<link rel="stylesheet" href="{% asset "drawing.css" %}"><script src="{% asset "drawing.js" %}" defer></script>{% endblock %}
{% block content %}<h1>Zeichnung</h1>{% drawing "/bpmn/" "Case Management" now done %}{% endblock %}"""
BPMN = Path(__file__).resolve().parents[3] / "ciiz" / "library" / "processes" / "CII101.bpmn"


def drawing(request: HttpRequest) -> HttpResponse:
    """A process drawing with its first two tasks marked."""
    tasks = re.findall(r'<(?:\w+:)?userTask[^>]*\bid="([^"]+)"', BPMN.read_text(encoding="utf-8"))
    context = {"now": tasks[1], "done": tasks[0]}
    return HttpResponse(engines["django"].from_string(DRAWING).render(context, request))


def bpmn(request: HttpRequest) -> HttpResponse:
    """The file that is drawn."""
    return HttpResponse(BPMN.read_text(encoding="utf-8"), content_type="application/xml")


def search(request: HttpRequest) -> HttpResponse:
    """Where the search field leads."""
    return HttpResponse(request.GET.get("q", ""))


urlpatterns = [
    *real.urlpatterns,
    path("case/", case, name="sample_case"),
    path("list/", listing, name="sample_list"),
    path("drawing/", drawing, name="sample_drawing"),
    path("bpmn/", bpmn, name="sample_bpmn"),
    *(
        []
        if any(getattr(url, "name", "") == "search" for url in real.urlpatterns)
        else [path("suche/", search, name="search")]
    ),
]
