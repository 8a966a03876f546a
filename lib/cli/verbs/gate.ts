import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { repositoryName } from '#lib/contracts/common.ts';
import { codeOf, Fault, messageOf } from '#lib/errors.ts';
import { askGate, askSarif, type Question } from '../client.ts';
import { codeOfGate, sayGate, writeSummary } from '../gate-output.ts';
import { check, readOptions, required } from '../options.ts';
import { serverOf, withWaitValue } from '../server-of.ts';
import type { Verb } from '../verb.ts';

export const gate: Verb = {
  words: 'gate',
  usage: '--repo owner/name [--ref …] [--commit …] [--pipeline …] [--wait [SECONDS]] [--summary FILE] [--sarif FILE]',
  help: 'judges a ref by the policy, over all of its reports; exit 0 passed, 1 failed, 2 not known yet',
  async run(args, io) {
    const values = ['repo', 'ref', 'commit', 'pipeline', 'wait', 'summary', 'sarif'];
    const options = readOptions(withWaitValue(args), { values });
    if (options.positionals.length > 0) throw new Fault('invalid_input', 'gate takes options only.');
    const { ref, commit, pipeline, wait, summary, sarif } = options.values;
    const { repo } = check(z.object({ repo: repositoryName }), { repo: required(options, 'repo') });
    const question: Question = { repo, ref, commit, pipeline };
    const server = serverOf(io, 'the upload token');
    const answer = await askGate(server, question, Number(wait ?? 0));
    sayGate(answer, io);
    if (!(await writeSummary(answer, summary, io))) io.out(JSON.stringify(answer));
    if (sarif !== undefined) await write(sarif, JSON.stringify(await askSarif(server, question)));
    return codeOfGate(answer);
  },
};

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw new Fault('invalid_input', `${file} cannot be written (${codeOf(error) ?? messageOf(error)}).`);
  });
}
