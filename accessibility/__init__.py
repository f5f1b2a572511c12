"""How accessible the portal is: what a browser can tell about a page, and which pages there are."""
