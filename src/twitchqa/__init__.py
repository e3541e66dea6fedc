"""Grounded health question answering: exact quotes, or an honest decline."""
