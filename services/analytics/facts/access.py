"""Who may see how far facts has come: every holder of the scope; it says nothing about anybody."""
