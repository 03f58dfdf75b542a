//! Ctrl-C, and the system's wish that a program ends.

use anyhow::{Context, Result};
use std::{
    sync::mpsc::{self, RecvTimeoutError},
    time::Duration,
};

/// Ctrl-C and the system's wish to end.
pub(crate) struct Signals {
    tell: mpsc::Sender<()>,
    came: mpsc::Receiver<()>,
}

impl Signals {
    /// Listens from now on; once in a process.
    pub(crate) fn listen() -> Result<Self> {
        let (tell, came) = mpsc::channel();
        let handler = tell.clone();
        ctrlc::set_handler(move || {
            handler.send(()).ok();
        })
        .context("can't listen for Ctrl-C")?;
        Ok(Self { tell, came })
    }

    /// Passes a signal on to who waits next.
    pub(crate) fn again(&self) {
        self.tell.send(()).ok();
    }

    /// Waits for a signal, at most this long.
    pub(crate) fn came_within(&self, limit: Duration) -> bool {
        !matches!(
            self.came.recv_timeout(limit),
            Err(RecvTimeoutError::Timeout)
        )
    }
}
