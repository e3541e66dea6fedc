"""Make the index of the articles: the same as `twitchqa build`."""

import sys

from twitchqa.cli import main

main(["build", *sys.argv[1:]])
