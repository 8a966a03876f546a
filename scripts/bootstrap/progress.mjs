/** Lines about long steps, on stderr so that the output of commands stays machine-readable. */
export const say = (line) => void process.stderr.write(`${line}\n`);

const seconds = (since) => Math.round((Date.now() - since) / 1000);

/**
 * Runs `work` and, once it lasts longer than two seconds, says so with numbers until it ends.
 * `detail()` may add what is known about how far it is.
 */
export async function withProgress(label, work, detail = () => '') {
  const since = Date.now();
  const live = process.stderr.isTTY === true;
  let shown = false;
  const line = () => `${label}… ${seconds(since)} s${detail()}`;
  const tick = () => {
    shown = true;
    if (live) process.stderr.write(`\r\x1b[K${line()}`);
    else say(line());
  };
  const first = setTimeout(tick, 2000);
  const rest = setInterval(tick, live ? 1000 : 10_000);
  try {
    return await work();
  } finally {
    clearTimeout(first);
    clearInterval(rest);
    if (shown) say(`${live ? '\r\x1b[K' : ''}${label}: ended after ${seconds(since)} s`);
  }
}
