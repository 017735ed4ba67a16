"""The ids Slack gives to blocks and elements that came without one."""

from __future__ import annotations

import copy

from tests.servers.slack.kit import elements
from tests.servers.slack.things import Json
from tests.servers.slack.world import World


def named(world: World, blocks: list[Json]) -> list[Json]:
    """The same blocks, each with a block id, each interactive element with an action id."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", world.short())
        for element in elements(block):
            element.setdefault("action_id", world.short())
    return blocks
