"""The registered platforms: a name leads to a dotted path, imported on first use, so that one never loads another's."""

from __future__ import annotations

from importlib import import_module

REGISTERED: dict[str, str] = {
    "discord": "adapters.discord.platform:Discord",
    "local": "adapters.local.platform:LocalSet",
    "slack": "adapters.slack.platform:Slack",
}


def find(name: str) -> type:
    """The adapter's class by its platform's name. Raises `LookupError` for a name nobody registered."""
    dotted = REGISTERED.get(name)
    if dotted is None:
        raise LookupError(f"no such platform; known are {', '.join(sorted(REGISTERED))}")
    module, _, attribute = dotted.partition(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, type):
        raise TypeError(f"{dotted} is not a class")
    return found
