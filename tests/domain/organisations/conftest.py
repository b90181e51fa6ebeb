from collections.abc import Iterator

import pytest
from django.db import connection

from ciiz.foundation.postgres.cluster import Cluster
from ciiz.foundation.postgres.roles import APP, OWNER


@pytest.fixture
def as_owner(cluster: Cluster, transactional_db: None) -> Iterator[None]:
    """Django's connection as the owner of this test's own database, as `ciiz canton load` has it."""
    connection.close()
    connection.settings_dict["USER"] = OWNER
    yield
    connection.close()
    connection.settings_dict["USER"] = APP
