"""What the API takes and answers about people, room by room as `api` has them."""
