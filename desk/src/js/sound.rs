//! The ring: two short tones made by the browser, no file.

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

/// A source of tones. Browsers keep it silent until the page, or one of the same origin around it, was pressed.
#[derive(Debug, Clone)]
pub(crate) struct Ring(AudioContext);

impl Ring {
    /// Opens the audio output; `None` where there is none.
    pub(crate) fn open() -> Option<Self> {
        AudioContext::new().ok().map(Self)
    }

    /// Rings once. A failure is silence, never an error.
    pub(crate) fn ring(&self) {
        // A context made before any press waits in the state `suspended`.
        let _ = self.0.resume();
        let _ = self.tone(784.0, 0.0);
        let _ = self.tone(1046.5, 0.16);
    }

    fn tone(&self, hertz: f32, after_seconds: f64) -> Result<(), JsValue> {
        let start = self.0.current_time() + after_seconds;
        let gain = self.0.create_gain()?;
        let volume = gain.gain();
        volume.set_value_at_time(0.0001, start)?;
        volume.exponential_ramp_to_value_at_time(0.18, start + 0.02)?;
        volume.exponential_ramp_to_value_at_time(0.0001, start + 0.35)?;
        let oscillator = self.0.create_oscillator()?;
        oscillator.set_type(OscillatorType::Sine);
        oscillator.frequency().set_value(hertz);
        oscillator.connect_with_audio_node(&gain)?;
        gain.connect_with_audio_node(&self.0.destination())?;
        oscillator.start_with_when(start)?;
        oscillator.stop_with_when(start + 0.4)
    }
}
