"""Discord: the same line in a guild's ways. Everything private is ephemeral; a card in a channel is nobody's answer."""
