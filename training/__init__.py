"""Data preparation, training, measuring and export of the reader; never imported by the service."""
