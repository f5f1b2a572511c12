"""The Objects API, with the external tasks."""
