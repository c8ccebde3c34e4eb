"""``python -m homeward``."""

from homeward.cli import main

main()
