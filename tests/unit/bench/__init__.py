"""The benches judge as they say."""
