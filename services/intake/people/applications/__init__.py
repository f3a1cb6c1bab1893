"""Commands and queries about people: load, decide, save; one module for each thing people come for."""
