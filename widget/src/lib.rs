//! handrail-widget
