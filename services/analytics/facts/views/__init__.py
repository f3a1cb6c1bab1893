"""Facts and declarations as rows to compute over."""
