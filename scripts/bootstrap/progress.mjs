/**
 * A line for people, on stderr: the output of commands stays machine-readable.
 * @param {string} line
 */
export const say = (line) => void process.stderr.write(`plumbline: ${line}\n`);

/**
 * Runs `work`; when it lasts longer than two seconds, says so every few seconds until it ends.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {() => string} detail what is known of how far it is
 * @returns {Promise<T>}
 */
export async function withProgress(label, work, detail = () => '') {
  const since = Date.now();
  const seconds = () => Math.round((Date.now() - since) / 1000);
  const tick = () => say(`${label}… ${seconds()} s${detail()}`);
  const first = setTimeout(tick, 2000);
  const rest = setInterval(tick, 5000);
  try {
    const result = await work();
    if (seconds() >= 2) say(`${label}: done after ${seconds()} s`);
    return result;
  } finally {
    clearTimeout(first);
    clearInterval(rest);
  }
}
