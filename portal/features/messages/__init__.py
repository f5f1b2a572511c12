"""Messages: what the municipality tells a resident, and the notice that there is one."""
