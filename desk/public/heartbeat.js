// A clock for the desk. Browsers slow the timers of a hidden page down to one a minute, a worker's
// not; and an agent's lease must not end because they read something in another tab.
let timer;
onmessage = ({ data: everyMillis }) => {
  clearInterval(timer);
  timer = setInterval(() => postMessage(0), everyMillis);
};
