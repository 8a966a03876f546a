import { z } from 'zod';
import { repositoryName } from '#lib/contracts/common.ts';
import { Fault } from '#lib/errors.ts';
import { type Answer, followUpload, sendReport } from '../client.ts';
import { check, readOptions, required } from '../options.ts';
import { serverOf } from '../server-of.ts';
import type { Io, Verb } from '../verb.ts';

const PASSED_ON = [
  ...['pipeline', 'scanner', 'label', 'root', 'ref', 'commit'],
  ...['run-id', 'run-attempt', 'run-url', 'started-at'],
];
const PATIENCE = 600;

/** Gives `--wait` without a value its default: ten minutes. */
export function withWaitValue(args: readonly string[]): string[] {
  return args.map((arg, index) => {
    const next = args[index + 1];
    return arg === '--wait' && (next === undefined || !/^\d+$/.test(next)) ? `--wait=${PATIENCE}` : arg;
  });
}

/** 0 passed (or accepted, without --wait), 1 the gate failed, 2 the upload took no effect that could be judged. */
export function exitCodeOf(answer: Answer, waited: boolean, io: Io): number {
  switch (answer.status) {
    case 'received':
    case 'processing':
      if (waited) io.err('The report was accepted, but is not processed yet.');
      return waited ? 2 : 0;
    case 'held':
    case 'rejected':
      io.err(`The report was ${answer.status}: ${answer.reason ?? 'see its page'}`);
      return 2;
    case 'superseded':
      io.err('A newer report of the same stream was there already: this one has no effect.');
      return 0;
    case 'processed':
      for (const violation of answer.gate?.violations ?? []) io.err(`gate: ${violation.message}`);
      return answer.gate?.passed === false ? 1 : 0;
  }
}

export const upload: Verb = {
  words: 'upload',
  usage: `FILE --repo owner/name [--wait [SECONDS]] ${PASSED_ON.map((name) => `[--${name} …]`).join(' ')} [--complete false]`,
  help: 'delivers a report to PLUMBLINE_URL with PLUMBLINE_TOKEN; exit 0 passed, 1 gate failed, 2 error',
  async run(args, io) {
    const options = readOptions(withWaitValue(args), { values: ['repo', 'wait', 'complete', ...PASSED_ON] });
    const [file] = options.positionals;
    if (file === undefined || options.positionals.length > 1) throw new Fault('invalid_input', 'Name one file.');
    const wait = Number(options.values.wait ?? 0);
    const query = new URLSearchParams({
      repo: check(z.object({ repo: repositoryName }), { repo: required(options, 'repo') }).repo,
    });
    for (const name of [...PASSED_ON, 'complete']) {
      const value = options.values[name];
      if (value !== undefined) query.set(name.replaceAll('-', '_'), value);
    }
    query.set('wait', String(Math.min(wait, 60)));
    const server = serverOf(io, 'the upload token');
    const answer = await followUpload(server, await sendReport(server, query, file), wait);
    io.out(JSON.stringify(answer));
    return exitCodeOf(answer, wait > 0, io);
  },
};
