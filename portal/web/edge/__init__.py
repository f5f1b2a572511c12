"""Where HTTP comes in and goes out: who may enter, cookies, headers, errors, uploads."""
