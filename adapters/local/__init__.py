"""The local set: a whole chat platform in one browser window, on this machine only, with no token."""
