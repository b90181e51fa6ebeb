"""Addresses of processes."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ciiz.web.shell.navigation import Item, register

from .views import draft, edit, handbook, moving, trying, upload

app_name = "processes"
urlpatterns = [
    path("handbook/drafts/", draft.listing, name="drafts"),
    path("handbook/drafts/new/", draft.new, name="draft_new"),
    path("handbook/drafts/upload/", upload.upload, name="draft_upload"),
    path("handbook/drafts/<uuid:draft_id>/", draft.show, name="draft"),
    path("handbook/drafts/<uuid:draft_id>/edit/", edit.edit, name="draft_edit"),
    path("handbook/drafts/<uuid:draft_id>/replace/", upload.replace, name="draft_replace"),
    path("handbook/drafts/<uuid:draft_id>/try/", trying.walk, name="draft_try"),
    path("handbook/drafts/<uuid:draft_id>/publish/", trying.publish, name="draft_publish"),
    path("handbook/drafts/<uuid:draft_id>/documentation/", draft.put_up, name="draft_show"),
    path("handbook/documentation/<uuid:draft_id>/", draft.documentation, name="documentation"),
    path("handbook/drafts/<uuid:draft_id>/drawing/", draft.drawing, name="draft_drawing"),
    path("handbook/drafts/<uuid:draft_id>/drawing.svg", draft.picture, name="draft_picture"),
    path("handbook/drafts/<uuid:draft_id>/file/", draft.file, name="draft_file"),
    path("handbook/drafts/<uuid:draft_id>/save/", draft.save, name="draft_save"),
    path("handbook/drafts/<uuid:draft_id>/discard/", draft.discard, name="draft_discard"),
    path("handbook/", handbook.handbook, name="handbook"),
    path("handbook/terms/", handbook.terms, name="terms"),
    path("handbook.pdf", handbook.as_pdf, name="pdf"),
    path("handbook.docx", handbook.as_word, name="word"),
    path("handbook/<slug:code>/", handbook.process, name="process"),
    path("handbook/<slug:code>/versions/", handbook.versions, name="versions"),
    path("handbook/<slug:code>/versions/<int:version>/", handbook.process, name="version"),
    path("handbook/<slug:code>/cases/", moving.move, name="move"),
    path("handbook/<slug:code>.pdf", handbook.as_pdf, name="process_pdf"),
    path("handbook/<slug:code>.docx", handbook.as_word, name="process_word"),
    path("handbook/drawing/<uuid:definition_id>/<str:language>/", handbook.drawing, name="drawing"),
    path("handbook/drawing/<uuid:definition_id>/<str:language>.svg", handbook.picture, name="picture"),
]

register(Item("processes:handbook", _("Handbook"), order=90, group=1))
