"""Statements that are worded once and asked with other values, tried on the regions of a canton."""

import pytest
from django.db.models import Q, QuerySet
from pytest_django import DjangoAssertNumQueries

from ciiz.domain.organisations.models import Region
from ciiz.domain.organisations.operations import load_canton
from ciiz.foundation.db.compiled import Among, compiled


@compiled
def beyond(canton: str, key: int, *, falling: bool) -> QuerySet[Region]:
    rows = Region.objects.filter(canton=canton, id__gt=key).select_related("canton")
    return rows.order_by("-id" if falling else "id")[:3]


@compiled
def some(keys: list[int]) -> QuerySet[Region]:
    return Region.objects.filter(Among("id", keys)).order_by("id")


@compiled
def named(codes: list[str]) -> QuerySet[Region]:
    return Region.objects.filter(Among("code", codes))


def test_each_call_answers_for_its_own_values(as_owner: None) -> None:
    load_canton("VS")
    keys = list(Region.objects.filter(canton="VS").order_by("id").values_list("id", flat=True))
    for key in (0, *keys):
        rest = [other for other in keys if other > key]
        assert [row.id for row in beyond("VS", key, falling=False)] == rest[:3]
        assert [row.id for row in beyond("VS", key, falling=True)] == rest[::-1][:3]
        assert beyond("XX", key, falling=True) == []


def test_related_rows_come_with_the_statement(
    as_owner: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load_canton("VS")
    with django_assert_num_queries(1):
        assert {row.canton.code for row in beyond("VS", 0, falling=False)} == {"VS"}


def test_any_number_of_keys_is_one_parameter(as_owner: None) -> None:
    load_canton("VS")
    every = list(Region.objects.order_by("id"))
    assert some([]) == []
    assert named([]) == []
    assert {row.code for row in named([row.code for row in every])} == {row.code for row in every}
    assert some([every[0].id]) == every[:1]
    assert some([row.id for row in every]) == every


def test_a_value_that_changes_the_wording_is_refused(as_owner: None) -> None:
    @compiled
    def named(code: str) -> QuerySet[Region]:
        return Region.objects.filter(canton__code__startswith=code)

    @compiled
    def perhaps(canton: object) -> QuerySet[Region]:
        return Region.objects.filter(Q(canton=canton))

    with pytest.raises(TypeError, match="not among the parameters"):
        named("V")
    with pytest.raises(TypeError, match="does not travel"):
        perhaps(None)


def test_what_nothing_can_fulfil_is_empty(as_owner: None) -> None:
    @compiled
    def nothing(canton: str) -> QuerySet[Region]:
        return Region.objects.filter(pk__in=[], canton=canton)

    assert nothing("VS") == []
