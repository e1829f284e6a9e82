"""What happens to rounds, one function each; import the part that is named for it."""
