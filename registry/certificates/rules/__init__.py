"""What the law says of certificates, as pure functions: numbers, states and their steps, the public check."""
