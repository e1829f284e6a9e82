"""What happens to persons and accounts, one function each; import the part that is named for it."""
