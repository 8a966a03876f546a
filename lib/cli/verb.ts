import type { Readable } from 'node:stream';
import type { ConnectionSettings } from '#db/client.ts';

/** Finds (`reused`) or starts the embedded database of a data directory for the duration of a command. */
export type StartDatabase = (options: {
  dataDir: string;
  log: (line: string) => void;
}) => Promise<ConnectionSettings & { reused: boolean; stop: () => Promise<void> }>;

/** Environment, input and output of a command. */
export interface Io {
  env: Record<string, string | undefined>;
  /** Results, for programs. */
  out: (text: string) => void;
  /** Messages for people. */
  err: (text: string) => void;
  /** Standard input, where it is not the process's own. */
  input?: () => Readable;
  /** Absent where the environment always names the database. */
  startDatabase?: StartDatabase;
}

export interface Verb {
  /** `token create` */
  words: string;
  usage: string;
  /** One line. */
  help: string;
  /** Returns the exit code: 0 done, 1 the answer is no, 2 it could not be done (also for every fault). */
  run: (args: string[], io: Io) => Promise<number>;
}
