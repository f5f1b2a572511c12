"""Pages for everybody about the portal: contact, privacy, cookies, helping somebody."""
