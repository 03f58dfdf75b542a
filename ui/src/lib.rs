//! What widget and desk draw alike.
