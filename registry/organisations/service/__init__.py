"""What happens to authorities, organisations, bodies and their staff, one function each; import the named part."""
