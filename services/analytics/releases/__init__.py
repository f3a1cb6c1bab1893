"""What may leave: tables in which no small number can be read or worked out."""
