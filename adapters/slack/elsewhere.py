"""Accounts of another workspace: nobody could write back to them, so nothing is taken from them."""

from __future__ import annotations

from typing import Final

from adapters.interface import Answer, Gesture, Joined, Receive, Show, Speaker, Submitted
from adapters.slack.people import People
from adapters.surfaces import Card, Page, Say

OTHER_WORKSPACE: Final = "slack_other_workspace"


def only_ours(receive: Receive, team: str, people: People, speaker: Speaker) -> Receive:
    """The same for our own people; others are told, before any box, that nobody would read them.

    A command names the workspace it was typed in, everything else that of the account, so what `people` knows counts
    too. Should a form come all the same, this raises `PermissionError`: nothing is taken, and their words stay in it.
    That somebody came into a channel is heard of everybody.
    """

    async def received(gesture: Gesture) -> Answer:
        if isinstance(gesture.act, Joined):
            return await receive(gesture)
        _, theirs, user = gesture.who.reveal()
        known = people.known(user).teams
        if theirs == team and (not known or team in known):
            return await receive(gesture)
        if isinstance(gesture.act, Submitted):
            raise PermissionError(OTHER_WORKSPACE)
        return _nowhere(gesture, speaker)

    return received


def _nowhere(gesture: Gesture, speaker: Speaker) -> Answer:
    language = gesture.locale.partition("-")[0].lower()
    say = speaker(language)
    page = Page(say("chat-failed-title"), (Say(say("chat-elsewhere")),), language=language)
    return Show(page, Card(say("chat-elsewhere"), language=language))
