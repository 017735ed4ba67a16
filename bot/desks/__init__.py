"""One door per audience: what a person's can call, a reader's can't; the office's has no way to words or people."""
