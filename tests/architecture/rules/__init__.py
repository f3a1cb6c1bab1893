"""Rules on what code may say: one module each, with what breaks it and what does not."""
