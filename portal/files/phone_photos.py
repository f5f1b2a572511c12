"""Photos as phones keep them (HEIC), read by a library of their own: others do without it."""

import pillow_heif

from portal.files.pictures import inspect

__all__ = ["inspect"]

pillow_heif.register_heif_opener(thumbnails=False)
