"""The deadline engine that all stores share: calendars, arithmetic, deadlines as events, and their timer."""
