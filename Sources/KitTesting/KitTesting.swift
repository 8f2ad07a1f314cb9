// KitTesting
