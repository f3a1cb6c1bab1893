"""The walls: each rule is checked on this code, and on a copy in which it is broken."""
