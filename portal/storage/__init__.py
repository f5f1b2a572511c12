"""The portal's own records: one module per subject, its tables and queries; the only SQL."""
