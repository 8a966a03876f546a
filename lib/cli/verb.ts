import type { ConnectionSettings } from '#db/client.ts';

/** The embedded database of a data directory: running already (`reused`), or started for the command's duration. */
export type StartDatabase = (options: {
  dataDir: string;
  log: (line: string) => void;
}) => Promise<ConnectionSettings & { reused: boolean; stop: () => Promise<void> }>;

/** Where a command's words come from and go to. */
export interface Io {
  env: Record<string, string | undefined>;
  /** Results, for programs. */
  out: (text: string) => void;
  /** Everything meant for people. */
  err: (text: string) => void;
  /** Absent where the environment always names the database. */
  startDatabase?: StartDatabase;
}

export interface Verb {
  /** `token create` */
  words: string;
  usage: string;
  /** One line. */
  help: string;
  /** Returns the exit code: 0 done, 1 the answer is no, 2 it could not be done (which faults become, too). */
  run: (args: string[], io: Io) => Promise<number>;
}
