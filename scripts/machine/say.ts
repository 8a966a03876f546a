/** The supervisor's own lines, on stdout beside those of the processes that it runs. */
export function say(line: string): void {
  process.stdout.write(`plumbline: ${line}\n`);
}

/** Runs `work`; when it lasts longer than two seconds, says so every few seconds until it ends. */
export async function withProgress<T>(label: string, work: () => Promise<T>): Promise<T> {
  const since = Date.now();
  const seconds = () => Math.round((Date.now() - since) / 1000);
  const first = setTimeout(() => say(`${label}… ${seconds()} s`), 2000);
  const rest = setInterval(() => say(`${label}… ${seconds()} s`), 5000);
  try {
    const result = await work();
    if (seconds() >= 2) say(`${label}: done after ${seconds()} s`);
    return result;
  } finally {
    clearTimeout(first);
    clearInterval(rest);
  }
}
