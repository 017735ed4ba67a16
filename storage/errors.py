"""Every error that leaves this room. Their texts hold a code: never words, values, ids of people or driver texts."""


class StorageError(Exception):
    """Something could not be kept or found. Catch this to catch all of them."""


class NotOurs(StorageError):
    """A sealed value does not open here: damaged, moved from its place, or sealed under another key."""

    def __init__(self) -> None:
        super().__init__("sealed value does not open")


class KeyGone(StorageError):
    """The key was destroyed, or never existed in this keys store."""

    def __init__(self) -> None:
        super().__init__("key gone")


class TooLong(StorageError):
    """A value does not fit its fixed size."""

    def __init__(self) -> None:
        super().__init__("value longer than its fixed size")


class NotKept(StorageError):
    """The transaction failed; for all we can tell nothing was kept. `code` names the cause."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Stale(StorageError):
    """Somebody else changed this concern since it was read. Read it again and decide anew."""

    def __init__(self) -> None:
        super().__init__("concern changed meanwhile")


class UnsafeSetting(StorageError):
    """A key file or folder is not safe to use. The text says which setting and what to do, and holds no secret."""
