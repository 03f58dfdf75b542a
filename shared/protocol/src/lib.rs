//! handrail-protocol
