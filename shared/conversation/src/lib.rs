//! handrail-conversation
