"""Who looked at data about a resident, and what the register of activities says about it."""
