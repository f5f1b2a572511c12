"""Whether a page was clear, as anybody may say; nothing of who says it is kept."""
