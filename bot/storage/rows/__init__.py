"""Values to rows and back: the one package that knows the columns."""
