"""What a resident can do, a folder each; a feature never imports another feature."""
