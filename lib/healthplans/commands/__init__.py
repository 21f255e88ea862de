"""What the commands do; the command line only names them and their options."""
