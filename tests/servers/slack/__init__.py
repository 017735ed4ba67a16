"""A local Slack, as strict as the real one: Web API, socket mode, signed HTTP, people who act, everything recorded.

`async with SlackServer() as slack:` listens on 127.0.0.1. A test acts as a person (`type`, `press`, `submit` ...),
looks at what they see (`modal`, `home`, `dm`, `posted`) and spoils things (`fail`, `drop_connections`, `down` ...).
"""

from tests.servers.slack.faults import Fault
from tests.servers.slack.records import Ack, Pushed, Recorded
from tests.servers.slack.server import SlackServer
from tests.servers.slack.things import Channel, Message, Refused, User, View
from tests.servers.slack.world import World

__all__ = [
    "Ack",
    "Channel",
    "Fault",
    "Message",
    "Pushed",
    "Recorded",
    "Refused",
    "SlackServer",
    "User",
    "View",
    "World",
]
