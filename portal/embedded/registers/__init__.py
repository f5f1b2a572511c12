"""The registers that the portal asks: BRP, addresses, sources of data, the log of employees."""
