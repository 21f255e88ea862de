"""The site: which pages there are, how a notebook becomes one, what lies beside them."""
