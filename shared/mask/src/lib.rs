//! handrail-mask
