"""My views of the case list: saved under a name, opened, renamed, deleted; nobody else's."""

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from ciiz.domain.organisations.models import SavedView
from tests.web.browsers import browser, case_at
from tests.worlds import act, membership

pytestmark = pytest.mark.django_db(transaction=True)
VIEWS = "/cases/views/"


def test_a_filter_is_saved_under_a_name_and_opens_again() -> None:
    address = case_at()
    client = browser("rav.front")
    assert "Save this view under a name" not in client.get("/cases/").content.decode()
    page = client.get("/cases/?stage=assigned&text=zum&sort=-stage&region=").content.decode()
    assert 'name="query" value="stage=assigned&amp;sort=-stage"' in page
    sent = {"name": "  Under  way ", "query": "stage=assigned&sort=-stage&text=Zumtest&evil=1"}
    answer = client.post(VIEWS, sent)
    assert answer["Location"] == "/cases/?stage=assigned&sort=-stage"
    saved = SavedView.objects.get()
    assert (saved.name, saved.query) == ("Under way", "stage=assigned&sort=-stage")
    shown = client.get(answer["Location"]).content.decode()
    assert ">Under way</a>" in shown
    assert address in shown


def test_a_view_is_renamed_and_deleted() -> None:
    client = browser("rav.front")
    client.post(VIEWS, {"name": "Open", "query": "stage=open"})
    client.post(VIEWS, {"name": "Mine", "query": "mine=on"})
    view = SavedView.objects.get(name="Open")
    taken = client.post(reverse("cases:view_rename", args=[view.id]), {"name": "Mine"})
    assert taken.status_code == 422
    assert "You have a view of this name already." in taken.content.decode()
    assert client.post(reverse("cases:view_rename", args=[view.id]), {"name": "All open"}).status_code == 302
    assert "All open" in client.get(VIEWS).content.decode()
    assert client.post(reverse("cases:view_remove", args=[view.id])).status_code == 302
    assert list(SavedView.objects.values_list("name", flat=True)) == ["Mine"]


def test_twenty_views_are_enough_and_each_has_a_name() -> None:
    client = browser("rav.front")
    for number in range(20):
        client.post(VIEWS, {"name": f"View {number}", "query": "stage=open"})
    refused = client.post(VIEWS, {"name": "One more", "query": "stage=over"})
    assert refused.status_code == 422
    assert "Delete one first" in refused.content.decode()
    assert 'value="stage=over"' in refused.content.decode()
    assert SavedView.objects.count() == 20
    assert client.post(VIEWS, {"name": " ", "query": "stage=over"}).status_code == 422


def test_views_are_ones_own() -> None:
    browser("rav.front").post(VIEWS, {"name": "Mine", "query": "mine=on"})
    view = SavedView.objects.get()
    other = browser("smz.contact")
    assert "Mine</a>" not in other.get("/cases/").content.decode()
    assert other.post(reverse("cases:view_rename", args=[view.id]), {"name": "Taken"}).status_code == 404
    other.post(reverse("cases:view_remove", args=[view.id]))
    assert SavedView.objects.get().name == "Mine"
    for statement in (
        "DELETE FROM organisations_savedview",
        f"UPDATE organisations_savedview SET user_id = {membership('smz.contact').user_id}",
    ):
        with pytest.raises(DatabaseError), act("smz.contact"), connection.cursor() as cursor:
            cursor.execute(statement)
