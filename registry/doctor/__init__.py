"""`registry doctor`: asks whether what must be true of the registry is true (体检). It finds and mends nothing."""
