"""`python -m twitchqa` is the same as `twitchqa`."""

from twitchqa.cli import main

main()
