"""How large a schedule may be: several times what ten thousand strips with all their columns need."""

from __future__ import annotations

from typing import Final

LARGEST_FILE: Final = 20 * 1024 * 1024
LARGEST_PART: Final = 32 * 1024 * 1024
"""Of one file inside a workbook, unpacked."""
MOST_PARTS: Final = 2000
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 20_000
MOST_SHARED: Final = 400_000
"""Different texts in a workbook."""
DEEPEST: Final = 64
"""Elements inside one another."""
MOST_IDS: Final = 200
"""Scenes or cast ids in one cell."""
LONGEST_ID: Final = 40
MOST_FAULTS: Final = 500
