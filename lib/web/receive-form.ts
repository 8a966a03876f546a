import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { Fault } from '#lib/errors.ts';
import { type ReceivedReport, type Receiving, storeReport } from './store-report.ts';

export type FormFields = Record<string, string>;

export interface ReceivedForm {
  report: ReceivedReport;
  /** Further files, where the door takes several. */
  more: ReceivedReport[];
  /** The fields beside the file. */
  fields: FormFields;
}

/**
 * Checks the fields that came before the file, before any of it is written. False: they do not suffice to decide.
 * @throws Fault when they suffice to refuse
 */
export type CheckFields = (fields: FormFields) => Promise<boolean>;

function openForm(type: string, files: number): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': type },
      limits: { files: files + 1, fields: 50, fieldSize: 64 * 1024, parts: files + 59 },
    });
  } catch (error) {
    throw new Fault('malformed', 'The multipart content type has no boundary.', { cause: error });
  }
}

function damaged(error: unknown): Fault {
  return error instanceof Fault
    ? error
    : new Fault('malformed', 'The multipart body is damaged or cut off.', { cause: error });
}

/** Listener for unread parts, which fail with the form: an `error` event without a listener ends the process. */
const ignore = (): void => undefined;

/** A stream that fails with the form, so that a cut-off request never looks like the end of the file. */
function wholePart(stream: Readable): Readable {
  const part = new PassThrough();
  part.on('error', ignore);
  stream.on('error', (error) => part.destroy(error));
  return stream.pipe(part);
}

/** Streams the part `file` of a form to the store. @throws Fault; nothing is kept then */
export async function receiveForm(
  body: Readable,
  type: string,
  { decode, check, to }: { decode: Transform[]; check: CheckFields; to: Receiving },
): Promise<ReceivedForm> {
  const fields: FormFields = {};
  const most = to.files ?? 1;
  const form = openForm(type, most);
  const files: Promise<ReceivedReport>[] = [];
  const keep = async (stream: Readable, filename: string | null): Promise<ReceivedReport> => {
    const source = wholePart(stream);
    try {
      const announced = await check(fields);
      return await storeReport({ source, decode, filename, announced }, to);
    } finally {
      source.destroy();
    }
  };
  form.on('field', (name, value) => {
    if (Object.keys(fields).length < 50 && name !== '__proto__') fields[name] = value;
  });
  form.on('file', (name, stream, info) => {
    stream.on('error', ignore);
    if (name !== 'file' || files.length >= most) return void stream.resume();
    if (files.length > 0 && decode.length > 0) {
      form.destroy(
        new Fault('malformed', 'Several files come without Content-Encoding, or as one zip archive of them.'),
      );
      return void stream.resume();
    }
    const file = keep(stream, info.filename ?? null);
    files.push(file);
    // When the file fails, stop reading the form.
    file.catch((error: unknown) => form.destroy(damaged(error)));
  });
  if (most > 1) {
    const many = new Fault('malformed', `A form may have ${most} files. Send more of them as one zip archive.`);
    form.on('filesLimit', () => form.destroy(many));
  }
  const failure = await pipeline(body, form).then(() => null, damaged);
  // Wait for the file in any case, so that a partly written one is removed before the answer.
  const settled = await Promise.allSettled(files);
  const [report, ...more] = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const broken = settled.find((each) => each.status === 'rejected');
  if (report !== undefined && broken === undefined && failure === null) return { report, more, fields };
  for (const { blob } of report === undefined ? [] : [report, ...more]) await to.store.remove(blob);
  if (broken !== undefined) throw failure ?? damaged(broken.reason);
  throw failure ?? new Fault('malformed', 'The form has no part named "file". Send one: curl -F file=@report.json …');
}
