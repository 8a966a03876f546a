import { readFile } from 'node:fs/promises';
import { envelope, signingKeysView, statement } from '#lib/contracts/signing.ts';
import { POSTURE_PREDICATE } from '#lib/domain/posture-statement/statement-of.ts';
import { STATEMENT_TYPE, signerOf, subjectOf } from '#lib/domain/signing/envelope.ts';
import { Fault } from '#lib/errors.ts';
import { checkPosture } from '../check-posture.ts';
import { readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

export const verify: Verb = {
  words: 'verify',
  usage: 'FILE … --evidence STATEMENT.json --keys KEYS.json',
  help: 'verifies offline that files are those of a statement which one of these keys signed (GET /api/v1/signing-keys), and that a posture follows from its inputs; exit 1: they are not',
  async run(args, io) {
    const { values, positionals: rest } = readOptions(args, { values: ['evidence', 'keys'] });
    const { evidence, keys: keyFile } = values;
    if (rest.length === 0 || evidence === undefined || keyFile === undefined) {
      throw new Fault('invalid_input', `usage: plumbline verify ${verify.usage}`);
    }
    const signed = envelope.parse(await jsonOf(evidence));
    const { keys } = signingKeysView.parse(await jsonOf(keyFile));
    const known = keys.map(({ kid, x }) => ({ id: kid, bytes: Buffer.from(x, 'base64url') }));
    const signer = signed.payloadType === STATEMENT_TYPE ? signerOf(signed, known) : null;
    if (signer === null) return refused(io, `${evidence}: none of the keys in ${keyFile} signed this.`);
    const said = statement.parse(JSON.parse(Buffer.from(signed.payload, 'base64').toString('utf8')));
    for (const file of rest) {
      const bytes = await bytesOf(file);
      const { digest } = subjectOf(file, bytes);
      const subject = said.subject.find((one) => one.digest.sha256 === digest.sha256);
      if (subject === undefined)
        return refused(
          io,
          `${file}: its SHA-256 ${digest.sha256} is not in the statement. It was changed, or is another file.`,
        );
      const posture = said.predicateType === POSTURE_PREDICATE;
      const differences = posture ? checkPosture(file, bytes, said.predicate) : [];
      if (differences.length > 0)
        return refused(io, [`${file}: what is stated does not follow from it.`, ...differences].join('\n'));
      const more = posture ? { recomputed: true } : {};
      io.out(JSON.stringify({ file, verified: true, ...more, name: subject.name, sha256: digest.sha256, key: signer }));
    }
    io.out(JSON.stringify({ predicateType: said.predicateType, predicate: said.predicate }));
    return 0;
  },
};

function refused(io: Parameters<Verb['run']>[1], sentence: string): number {
  io.err(sentence);
  return 1;
}

async function bytesOf(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: unknown) => {
    throw new Fault('invalid_input', `${file} cannot be read.`, { cause });
  });
}

async function jsonOf(file: string): Promise<unknown> {
  const text = (await bytesOf(file)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('invalid_input', `${file} is no JSON.`, { cause });
  }
}
