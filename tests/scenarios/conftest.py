"""A world with two wards."""

import pytest

from tests.second_ward import SecondWard, open_second_ward
from tests.world import World


@pytest.fixture
async def hong_bang(world: World) -> SecondWard:
    """The second ward, beside Bạch Đằng."""
    return await open_second_ward(world)
