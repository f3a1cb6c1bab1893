"""The private local stack of a checkout: PostgreSQL, RabbitMQ and the application's processes."""
