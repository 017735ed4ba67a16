"""`python -m bot` is `ghostlight`."""

from bot.cli import main

main()
