//! Every figure with its limits.

/// What a figure has to keep, and what it should reach.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) must: Option<f64>,
    pub(super) aim: Option<f64>,
}

impl Limits {
    const NONE: Limits = Limits {
        must: None,
        aim: None,
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Better {
    Less,
    More,
}

/// How a figure changes with the speed of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Not at all: bytes, counts, ratios.
    Fixed,
    /// Half as long on a machine twice as fast.
    Time,
    /// Twice as much on a machine twice as fast.
    Rate,
}

/// A figure before it is measured.
pub(super) struct Known {
    pub(super) name: &'static str,
    pub(super) unit: &'static str,
    pub(super) better: Better,
    pub(super) scale: Scale,
    pub(super) limits: Limits,
    /// Limits of the ratio to the reference.
    pub(super) ratio: Limits,
}

impl Known {
    /// One that stands in no table.
    pub(super) const UNKNOWN: Known = shown("", "");

    const fn must(mut self, must: f64) -> Self {
        self.limits.must = Some(must);
        self
    }

    const fn aim(mut self, aim: f64) -> Self {
        self.limits.aim = Some(aim);
        self
    }

    /// The ratio to the reference: what was recorded when the reference came, the room above (or
    /// below) it, and the aim.
    const fn ratio(mut self, recorded: f64, room: f64, aim: f64) -> Self {
        let must = match self.better {
            Better::Less => recorded * room,
            Better::More => recorded / room,
        };
        self.ratio = Limits {
            must: Some(must),
            aim: Some(aim),
        };
        self
    }

    const fn scale(mut self, scale: Scale) -> Self {
        self.scale = scale;
        self
    }
}

/// Recorded ratios are medians of four runs. Of medians, the worst run lay 8 % above the median of
/// the runs; of tails, which hang on the four slowest samples of four hundred, twice as high.
const MEDIAN_ROOM: f64 = 1.1;
const TAIL_ROOM: f64 = 2.0;

/// A figure without limits.
const fn shown(name: &'static str, unit: &'static str) -> Known {
    Known {
        name,
        unit,
        better: Better::Less,
        scale: Scale::Fixed,
        limits: Limits::NONE,
        ratio: Limits::NONE,
    }
}

/// The less the better.
const fn less(name: &'static str, unit: &'static str, must: f64, aim: f64) -> Known {
    shown(name, unit).must(must).aim(aim)
}

/// The more the better.
const fn more(name: &'static str) -> Known {
    let mut known = shown(name, "count");
    known.better = Better::More;
    known
}

/// A time in milliseconds.
const fn millis(name: &'static str) -> Known {
    shown(name, "ms").scale(Scale::Time)
}

/// Every figure, in the order it is shown. Times are medians unless the name says otherwise.
pub(super) const KNOWN: [Known; 27] = [
    less("loader_brotli", "bytes", 1_500.0, 1_000.0),
    less("first_open_brotli", "bytes", 110_000.0, 70_000.0),
    less("before_open_requests", "count", 0.0, 0.0),
    millis("open_ms").must(400.0).aim(200.0),
    millis("ttft_added_p50_ms")
        .must(4.0)
        .aim(2.0)
        .ratio(2.22, MEDIAN_ROOM, 1.0),
    millis("ttft_added_p99_ms")
        .must(10.0)
        .aim(5.0)
        .ratio(2.6, TAIL_ROOM, 1.0),
    shown("grounding_hold_ms", "ms"),
    millis("message_ack_p50_ms")
        .must(2.0)
        .aim(0.8)
        .ratio(1.64, MEDIAN_ROOM, 1.0),
    millis("message_ack_p99_ms")
        .must(8.0)
        .aim(3.0)
        .ratio(1.0, TAIL_ROOM, 1.0),
    shown("fsyncs_per_message", "count"),
    millis("proxy_added_p50_ms")
        .must(2.0)
        .aim(0.9)
        .ratio(1.4, MEDIAN_ROOM, 0.8),
    millis("proxy_added_p99_ms")
        .must(5.0)
        .aim(1.5)
        .ratio(1.9, TAIL_ROOM, 0.8),
    more("proxy_requests_per_s")
        .must(2_000.0)
        .aim(5_000.0)
        .ratio(0.46, MEDIAN_ROOM, 1.2)
        .scale(Scale::Rate),
    millis("search_p50_ms").ratio(1.57, MEDIAN_ROOM, 1.0),
    less("edge_gzip", "bytes", 2_500_000.0, 500_000.0),
    millis("edge_start_ms").must(400.0).aim(150.0),
    shown("ack_under_vault_load_ratio", "ratio").must(2.0),
    shown("desk_change_bytes_10k", "bytes").must(2_048.0),
    millis("ground_100kb_ms").must(100.0),
    millis("proxy_neighbour_wait_ms").must(50.0),
    more("states_explored"),
    more("kills").must(50.0).aim(1_000.0),
    more("acked").aim(500_000.0),
    less("lost", "count", 0.0, 0.0),
    less("doubled", "count", 0.0, 0.0),
    less("demo_warm_s", "s", 5.0, 2.0).scale(Scale::Time),
    less("demo_cold_s", "s", 1_200.0, 480.0).scale(Scale::Time),
];
