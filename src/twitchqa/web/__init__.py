"""The page that people see: what its templates need, and nothing of HTTP."""
