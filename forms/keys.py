"""What identifies a form, and a version of it."""

from typing import NewType

FormSlug = NewType("FormSlug", str)
"""Name of a form in addresses and files: `verhuizing-doorgeven`."""
FormVersionId = NewType("FormVersionId", str)
"""Hash of one published state of a form (see `Form.version`)."""
