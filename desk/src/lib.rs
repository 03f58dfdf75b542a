//! handrail-desk
