import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import { actionExportParams, exceptionExportParams, findingExportParams } from '#lib/contracts/export.ts';
import { SCOPE } from '#lib/contracts/scope-address.ts';
import { codeOf, Fault, messageOf } from '#lib/errors.ts';
import { fetchExport } from '../client.ts';
import { check, readOptions } from '../options.ts';
import { serverOf } from '../server-of.ts';
import type { Io, Verb } from '../verb.ts';

const LISTS: ReadonlyMap<string, { path: string; params: z.ZodObject }> = new Map([
  ['findings', { path: 'findings', params: findingExportParams }],
  ['queue', { path: 'actions', params: actionExportParams }],
  ['exceptions', { path: 'exceptions', params: exceptionExportParams }],
]);

const optionOf = (parameter: string): string => parameter.replaceAll('_', '-');

export const exportList: Verb = {
  words: 'export',
  usage:
    'findings|queue|exceptions [--format csv|json|sarif] [--file FILE] [--scope SCOPE] [--repo …] [--severity …] [--state …] [--sort …] [--FILTER …]',
  help: 'writes a list from PLUMBLINE_URL with PLUMBLINE_TOKEN, an API token; filters are those of the list, with - for _',
  async run(args, io) {
    const [name = '', ...rest] = args;
    const list = LISTS.get(name);
    if (list === undefined) throw new Fault('invalid_input', 'Name a list: findings, queue or exceptions.');
    const names = Object.keys(list.params.shape);
    const { values, positionals } = readOptions(rest, { values: [...names.map(optionOf), 'file', SCOPE] });
    if (positionals.length > 0) throw new Fault('invalid_input', 'After the list, export takes options only.');
    const { file, [SCOPE]: scope } = values;
    const given = Object.fromEntries(names.map((parameter) => [parameter, values[optionOf(parameter)]]));
    check(list.params, given, Object.fromEntries(names.map((parameter) => [parameter, optionOf(parameter)])));
    const query = new URLSearchParams();
    for (const [parameter, value] of Object.entries({ ...given, [SCOPE]: scope })) {
      if (value !== undefined) query.set(parameter, value);
    }
    const source = await fetchExport(serverOf(io, 'an API token'), `/api/v1/${list.path}/export?${query}`);
    await pipeline(source, file === undefined ? printing(io) : createWriteStream(`${file}.part`)).catch(
      async (error) => {
        if (file !== undefined) await rm(`${file}.part`, { force: true });
        const why = codeOf(error) ?? messageOf(error);
        throw new Fault('unavailable', `The export broke off (${why}); nothing was written. Try again.`, {
          cause: error,
        });
      },
    );
    // A file of this name is whole.
    if (file !== undefined) await rename(`${file}.part`, file);
    return 0;
  },
};

/** Whole lines, because `out` adds the end of one. */
function printing(io: Io): Writable {
  const decoder = new TextDecoder();
  let rest = '';
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const text = rest + decoder.decode(chunk, { stream: true });
      const end = text.lastIndexOf('\n');
      if (end >= 0) io.out(text.slice(0, end));
      rest = text.slice(end + 1);
      done();
    },
    final(done) {
      if (rest !== '') io.out(rest);
      done();
    },
  });
}
