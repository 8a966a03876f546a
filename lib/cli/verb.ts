/** Where a command's words come from and go to. */
export interface Io {
  env: Record<string, string | undefined>;
  /** Results, for programs. */
  out: (text: string) => void;
  /** Everything meant for people. */
  err: (text: string) => void;
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
