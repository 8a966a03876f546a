import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { FOLLOW_PARENT, ROOT } from '#scripts/root.ts';
import { nextDelay } from './backoff.ts';

export interface ServiceSpec {
  name: string;
  /** Arguments for Node. */
  args: string[];
  /** Asked at every start: the database may have moved to another port. */
  env: () => Record<string, string>;
  say: (line: string) => void;
  delay?: (previous: number | null, ranFor: number) => number;
}

export interface Service {
  readonly pid: number | null;
  /** Ends it for good: politely, then after `milliseconds` by force. */
  stop(milliseconds: number): Promise<void>;
  /** Ends it so that it is started again with a new environment. */
  restart(milliseconds: number): Promise<void>;
}

/** In a session of its own, so that Ctrl-C reaches only the supervisor, which stops things in order. */
function run(spec: ServiceSpec): ChildProcess {
  const env = { ...process.env, ...spec.env() };
  const args = ['--import', FOLLOW_PARENT, ...spec.args];
  return spawn(process.execPath, args, { cwd: ROOT, env, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
}

async function end(child: ChildProcess | null, milliseconds: number): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await gone;
  clearTimeout(force);
}

/** Starts a process and starts it again whenever it ends, with growing pauses, until `stop`. */
export function supervise(spec: ServiceSpec): Service {
  const delayFor = spec.delay ?? nextDelay;
  const stopped = new AbortController();
  let child: ChildProcess | null = null;
  let expected = false;

  const once = () =>
    new Promise<string>((resolve) => {
      child = run(spec);
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => resolve(signal ?? `exit ${code}`));
    });

  const loop = async () => {
    for (let delay: number | null = null; !stopped.signal.aborted; ) {
      const since = Date.now();
      const how = await once();
      if (stopped.signal.aborted) return;
      if (expected) {
        expected = false;
        continue;
      }
      delay = delayFor(delay, Date.now() - since);
      spec.say(`${spec.name} ended (${how}); starting it again in ${delay / 1000} s`);
      await sleep(delay, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  void loop();

  return {
    get pid() {
      return child?.pid ?? null;
    },
    stop: async (milliseconds) => {
      stopped.abort();
      await end(child, milliseconds);
    },
    restart: async (milliseconds) => {
      expected = child !== null && child.exitCode === null && child.signalCode === null;
      await end(child, milliseconds);
    },
  };
}
