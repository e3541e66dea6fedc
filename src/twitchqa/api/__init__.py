"""The service over HTTP; `create_app` is all that anyone outside needs."""

from twitchqa.api.app import create_app

__all__ = ["create_app"]
