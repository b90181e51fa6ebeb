"""Addresses of informal contacts."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Role
from ciiz.web.shell.navigation import Item, register

from .views import agreed, listing, log, show

app_name = "contacts"
urlpatterns = [
    path("contacts/", listing.listing, name="list"),
    path("contacts/export.csv", listing.export, name="export"),
    path("contacts/new/", log.log, name="new"),
    path("cases/<uuid:dossier_id>/agreed/", agreed.agreed, name="agreed"),
    path("cases/<uuid:dossier_id>/agreed/institution/", agreed.join, name="agreed_join"),
    path("agreed/<uuid:agreed_id>/done/", agreed.done, name="agreed_done"),
    path("contacts/<uuid:contact_id>/", show.show, name="show"),
    path("contacts/<uuid:contact_id>/done/", show.done, name="done"),
    path("contacts/<uuid:contact_id>/informed/", show.informed, name="informed"),
]

LOGGING = (Role.FRONT_LINE, Role.CONTACT, Role.REGIONAL, Role.THEMATIC, Role.OFFICER)
register(Item("contacts:list", _("Informal contacts"), order=15, roles=LOGGING))
