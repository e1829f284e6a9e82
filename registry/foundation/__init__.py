"""What every subject stands on; it knows nothing of skills or titles."""
