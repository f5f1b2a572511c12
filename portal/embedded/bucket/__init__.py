"""A bucket in the shape of Amazon S3: for the bytes of files."""
