"""Measure the replies to a question file: the same as `twitchqa evaluate`."""

import sys

from twitchqa.cli import main

main(["evaluate", *sys.argv[1:]])
