import { codeOf } from '#lib/errors.ts';

const CODES = /^(CONNECT|E(CONN|PIPE|TIMEDOUT|NOSPC|DQUOT|MFILE|NFILE|IO|AGAIN|ROFS))/;

/** Code of a system call that failed for want of room, files or a connection; null for every other error. */
export function machineFault(error: unknown): string | null {
  const code = codeOf(error);
  return code !== null && CODES.test(code) ? code : null;
}
