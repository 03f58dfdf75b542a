//! A heartbeat that goes on in a hidden tab.

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Worker;

/// The worker's script, beside the desk's other files.
pub(super) const SCRIPT: &str = "/assets/desk/heartbeat.js";

/// Beats until it is dropped: by a worker, or by the page's own timer where there is none.
pub(crate) struct Heartbeat {
    worker: Option<Worker>,
    _listeners: Vec<EventListener>,
    _spare: Rc<RefCell<Option<Interval>>>,
}

impl Heartbeat {
    /// Calls `on_beat` every so many milliseconds.
    pub(crate) fn every(millis: u32, on_beat: impl Fn() + 'static) -> Self {
        let on_beat = Rc::new(on_beat);
        let spare = Rc::new(RefCell::new(None));
        let by_page = {
            let (on_beat, spare) = (Rc::clone(&on_beat), Rc::clone(&spare));
            move || {
                let on_beat = Rc::clone(&on_beat);
                *spare.borrow_mut() = Some(Interval::new(millis, move || on_beat()));
            }
        };
        let worker = Worker::new(SCRIPT).ok();
        let listeners = match &worker {
            Some(worker) => {
                let _ = worker.post_message(&JsValue::from_f64(f64::from(millis)));
                vec![
                    EventListener::new(worker, "message", move |_| on_beat()),
                    EventListener::once(worker, "error", move |_| by_page()),
                ]
            }
            None => {
                by_page();
                Vec::new()
            }
        };
        Self {
            worker,
            _listeners: listeners,
            _spare: spare,
        }
    }
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.terminate();
        }
    }
}
