"""What the law and the registry say of rounds: pure functions over plain values."""
