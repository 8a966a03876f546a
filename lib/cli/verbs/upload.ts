import { basename } from 'node:path';
import { z } from 'zod';
import { repositoryName } from '#lib/contracts/common.ts';
import { Fault } from '#lib/errors.ts';
import { type Answer, askGate, followUpload, sendReport } from '../client.ts';
import { codeOfGate, sayGate, writeSummary } from '../gate-output.ts';
import { check, readOptions, required } from '../options.ts';
import { serverOf, withWaitValue } from '../server-of.ts';
import type { Io, Verb } from '../verb.ts';

const PASSED_ON = [
  ...['pipeline', 'scanner', 'label', 'root', 'path', 'ref', 'commit'],
  ...['run-id', 'run-attempt', 'run-url', 'started-at'],
];
/** Which gate decides the exit code: that of this report, that of its ref over all reports, or none. */
const GATES = z.enum(['report', 'ref', 'off']);

/** 0 it took effect (or was accepted, without --wait), 2 it has none that could be judged. */
function exitCodeOf(answer: Answer, waited: boolean, io: Io): number {
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
      return 0;
  }
}

/** A workflow is known by where it stands in its repository; null for reports, which are not known by their names. */
function pathOf(file: string): string | null {
  if (!/\.ya?ml$/i.test(file)) return null;
  const path = file.replaceAll('\\', '/');
  const github = path.lastIndexOf('.github/');
  if (github !== -1) return path.slice(github);
  return path.startsWith('/') || path.startsWith('../') ? basename(file) : path.replace(/^\.\//, '');
}

export const upload: Verb = {
  words: 'upload',
  usage: `FILE --repo owner/name [--wait [SECONDS]] ${PASSED_ON.map((name) => `[--${name} …]`).join(' ')} [--complete false] [--gate report|ref|off] [--summary FILE]`,
  help: 'delivers a report to PLUMBLINE_URL with PLUMBLINE_TOKEN; exit 0 passed, 1 the gate failed, 2 error',
  async run(args, io) {
    const options = readOptions(withWaitValue(args), {
      values: ['repo', 'wait', 'complete', 'gate', 'summary', ...PASSED_ON],
    });
    const [file] = options.positionals;
    if (file === undefined || options.positionals.length > 1) throw new Fault('invalid_input', 'Name one file.');
    const wait = Number(options.values.wait ?? 0);
    const { gate: judge } = check(z.object({ gate: GATES }), { gate: options.values.gate ?? 'report' });
    const query = new URLSearchParams({
      repo: check(z.object({ repo: repositoryName }), { repo: required(options, 'repo') }).repo,
    });
    for (const name of [...PASSED_ON, 'complete']) {
      const value = options.values[name];
      if (value !== undefined) query.set(name.replaceAll('-', '_'), value);
    }
    const path = query.get('path') ?? pathOf(file);
    if (path !== null) query.set('path', path);
    query.set('wait', String(Math.min(wait, 60)));
    const server = serverOf(io, 'the upload token');
    const answer = await followUpload(server, await sendReport(server, query, file), wait);
    const isDone = answer.status === 'processed';
    const asked = { repo: answer.repo ?? query.get('repo') ?? '', ref: answer.ref, commit: answer.commit ?? undefined };
    const gate = isDone && judge === 'ref' ? await askGate(server, asked, wait) : (answer.gate ?? null);
    if (!(await writeSummary(gate, options.values.summary, io))) io.out(JSON.stringify({ ...answer, gate }));
    const code = exitCodeOf(answer, wait > 0, io);
    if (code !== 0 || !isDone || gate === null) return code;
    sayGate(gate, io);
    return judge === 'off' ? 0 : codeOfGate(gate);
  },
};
