"""What happens to certificates: they are issued, checked by anyone, suspended, lifted and revoked."""
