"""The published language: everything that crosses a service boundary. Imports marshmallow alone."""
