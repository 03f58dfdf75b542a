//! handrail-triage
