"""The systems outside the portal: one folder each; their JSON in, domain values out."""
