"""House rules over all models: direction of foreign keys, protection, migrations."""

import configparser
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from ciiz.foundation.db.policies import LETTER
from ciiz.foundation.db.protect import protection_of, tables
from ciiz.foundation.db.protection import Kind

ROOT = Path(__file__).parents[2]


def _floors() -> dict[str, int]:
    """Context → floor, the lowest is 0, from the one place where the order is written."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    lines = contract["importlinter:contract:contexts"]["layers"].split("\n")
    layers = [[name.strip(" ()") for name in line.split("|")] for line in lines if line.strip()]
    return {name: floor for floor, layer in enumerate(reversed(layers)) for name in layer}


def _own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("ciiz.")]


def test_foreign_keys_point_down_the_floors() -> None:
    floors = _floors()
    wrong = []
    for model in _own_models():
        for field in model._meta.get_fields():
            target = field.related_model if isinstance(field, models.ForeignKey | models.ManyToManyField) else None
            if not isinstance(target, type) or target._meta.app_label == model._meta.app_label:
                continue
            here, there = floors.get(model._meta.app_label, -1), floors.get(target._meta.app_label, -1)
            if there >= here:
                wrong.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert wrong == []


def test_every_context_that_has_models_has_its_floor() -> None:
    labels = {model._meta.app_label for model in _own_models() if model.__module__.startswith("ciiz.domain.")}
    assert labels <= set(_floors())


def test_every_model_declares_its_protection() -> None:
    assert all(protection_of(model) for model, _ in tables())


def test_everything_that_hangs_on_a_dossier_is_protected() -> None:
    for model, protection in tables():
        columns = {field.column for field in model._meta.concrete_fields}
        if "dossier_id" in columns and model._meta.app_label != "foundation":
            assert protection.kind is Kind.PROTECTED, model._meta.label


def test_protected_tables_have_a_policy_for_each_privilege_of_the_pages() -> None:
    for model, protection in tables():
        if protection.kind is Kind.PROTECTED:
            commands = {LETTER[policy.command] for policy in model.row_policies()}  # type: ignore[attr-defined]
            assert set(protection.app) <= commands, model._meta.label


def test_nothing_of_a_dossier_is_deleted_by_the_pages() -> None:
    assert [m._meta.label for m, p in tables() if p.kind is Kind.PROTECTED and "d" in p.app] == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes" in out.getvalue()
