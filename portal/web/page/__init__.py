"""Parts that pages of several features share."""
