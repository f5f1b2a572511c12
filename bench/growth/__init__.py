"""What happens when there is more: cases, records, clients, drafts, waiting."""
