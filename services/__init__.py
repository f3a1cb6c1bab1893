"""The services: one folder each, strangers to one another, meeting only in contracts/."""
