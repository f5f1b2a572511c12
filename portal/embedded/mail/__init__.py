"""The mail gateway and the mailbox page that shows what it sent."""
