"""Schema changes of both stores. A migration never opens an envelope."""
