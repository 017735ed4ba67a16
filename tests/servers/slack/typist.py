"""What a person puts into the app's DM: words, their change and removal, files, voice clips, forwarded messages."""

from __future__ import annotations

from tests.servers.slack import payloads
from tests.servers.slack.hands import Hands
from tests.servers.slack.things import Json, Message


class Typist(Hands):
    """Each returns the message's timestamp once the app was told, or couldn't be."""

    async def type(self, user: str, text: str, thread: str = "") -> str:
        """Words; in the thread of the message with this timestamp."""
        return await self._put(user, text, thread=thread)

    async def file(self, user: str, name: str = "page.pdf", text: str = "") -> str:
        """A file, with words beside it or without."""
        return await self._put(user, text, files=[self._file(user, name, "application/pdf")])

    async def voice(self, user: str) -> str:
        """A voice clip: a file of its own subtype (not seen by us)."""
        clip = self._file(user, "audio_message.m4a", "audio/mp4") | {"subtype": "slack_audio", "duration_ms": 4000}
        return await self._put(user, "", files=[clip])

    async def sticker(self, user: str) -> str:
        """A moving picture; Slack has no stickers of its own."""
        return await self._put(user, "", files=[self._file(user, "wave.gif", "image/gif")])

    async def forward(self, user: str, words: str, comment: str = "") -> str:
        """Another's message, passed on; Slack carries it as a shared attachment (not seen by us)."""
        shared = {"is_share": True, "is_msg_unfurl": True, "text": words, "fallback": words, "ts": self.world.ts()}
        return await self._put(user, comment, attachments=[shared])

    async def edit(self, user: str, ts: str, text: str) -> None:
        """Change what was typed."""
        self.world.change(self._message(user, ts), *payloads.written(self.world, text))
        await self.heard()

    async def delete(self, user: str, ts: str) -> None:
        """Remove what was typed."""
        self.world.remove(self._message(user, ts))
        await self.heard()

    async def _put(
        self,
        user: str,
        text: str,
        files: list[Json] | None = None,
        attachments: list[Json] | None = None,
        thread: str = "",
    ) -> str:
        dm, (written, blocks) = self.world.dm(user), payloads.written(self.world, text)
        message = Message(self.world.ts(), dm.id, user, written, blocks=blocks, thread=thread)
        message.files, message.attachments = files or [], attachments or []
        self.world.keep(message)
        await self.heard()
        return message.ts

    def _message(self, user: str, ts: str) -> Message:
        message = self.world.dm(user).message(ts)
        assert message is not None, "no such message"
        assert message.user == user, "not theirs"
        return message

    def _file(self, user: str, name: str, kind: str) -> Json:
        file = {"id": self.world.id("F"), "name": name, "title": name, "mimetype": kind, "user": user, "mode": "hosted"}
        return file | {"filetype": name.rpartition(".")[2], "size": 1000, "created": int(float(self.world.ts()))}
