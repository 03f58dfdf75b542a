//! handrail-knowledge
