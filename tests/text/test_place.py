"""An address is shown without its password, however it is written."""

import pytest

from prodsys_tui.text.place import shown_place


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("/var/lib/planta.db", "/var/lib/planta.db"),
        ("sqlite:////var/lib/planta.db", "sqlite:////var/lib/planta.db"),
        ("postgresql://ana@server/plant", "postgresql://ana@server/plant"),
        (
            "postgresql+psycopg://ana:secreto@server:5433/plant",
            "postgresql+psycopg://ana:***@server:5433/plant",
        ),
        ("postgresql://ana:secreto@h1:1,h2:2/plant", "postgresql://ana:***@h1:1,h2:2/plant"),
        ("postgresql://h1:5432,h2:5433/plant", "postgresql://h1:5432,h2:5433/plant"),
        ("postgresql://[::1]:5432/plant", "postgresql://[::1]:5432/plant"),
        ("postgresql://ana:se@cre/to:@server/plant", "postgresql://ana:***@server/plant"),
        ("postgresql://ana:secreto", "postgresql://ana:***"),
        ("postgresql://ana:secreto/plant", "postgresql://ana:***/plant"),
        (
            "postgresql://server/plant?user=ana&password=secreto&x=1",
            "postgresql://server/plant?user=ana&password=***&x=1",
        ),
        ("postgresql://server/plant?sslPassword=secreto", "postgresql://server/plant?sslPassword=***"),
        ("postgresql://server/plant?pasword=secreto", "postgresql://server/plant?pasword=***"),
    ],
)
def test_a_password_is_not_shown(place: str, shown: str) -> None:
    assert shown_place(place) == shown
