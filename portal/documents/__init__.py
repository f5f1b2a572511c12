"""Documents that the portal makes: accessible PDFs."""
