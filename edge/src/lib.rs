//! handrail-edge
