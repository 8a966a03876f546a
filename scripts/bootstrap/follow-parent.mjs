// Loaded with `node --import` into processes that must not outlive the one that started them, even when that one was
// killed without a chance to say so. SIGTERM first, so that what listens to it can end in order.
const parent = process.ppid;
let asked = false;

setInterval(() => {
  if (process.ppid === parent) return;
  if (!asked) process.kill(process.pid, 'SIGTERM');
  asked = true;
}, 500).unref();
