import type { FieldPlace } from '#lib/domain/redaction/report-redactor.ts';
import type { Outline, ReportSource } from '#lib/scanners/contract.ts';
import { utf8Chunks } from './decode.ts';
import { type IsBlank, type IsClean, JsonStrings, type ReplaceText } from './json-strings.ts';
import { rewriteZip } from './rewrite-zip.ts';
import { XmlStrings } from './xml-strings.ts';
import { xmlText } from './xml-text.ts';

const PIECE = 4 * 1024 * 1024;
const NOWHERE: FieldPlace = {
  ...{ key: null, isKey: false, name: null, container: 0 },
  position: () => null,
  isWithin: () => false,
};

/**
 * The document with each of its texts as `replace` returned it: strings of JSON, texts and attributes of XML, blocks of
 * lines of anything else, all decoded; of an archive so with each member. Everything else stays byte for byte; UTF-16
 * becomes UTF-8.
 * @param isClean texts of JSON that are passed over
 * @param isBlank numbers of JSON in whose place a zero stands
 */
export async function* rewriteTexts(
  source: ReportSource,
  kind: Outline['kind'],
  replace: ReplaceText,
  isClean?: IsClean,
  isBlank?: IsBlank,
): AsyncGenerator<Buffer> {
  switch (kind) {
    case 'json':
    case 'jsonl':
      return yield* rewriteJson(source, replace, isClean, isBlank);
    case 'xml':
      return yield* rewriteXml(source, replace);
    case 'text':
      return yield* rewriteLines(source, replace);
    case 'zip':
      return yield* rewriteZip(source, (member, inner) => rewriteTexts(member, inner, replace, isClean, isBlank));
  }
}

async function* rewriteJson(
  source: ReportSource,
  replace: ReplaceText,
  isClean: IsClean | undefined,
  isBlank: IsBlank | undefined,
): AsyncGenerator<Buffer> {
  const strings = new JsonStrings(replace, isClean, isBlank);
  for await (const chunk of utf8Chunks(source)) yield* strings.push(chunk);
  yield* strings.end();
}

async function* rewriteXml(source: ReportSource, replace: ReplaceText): AsyncGenerator<Buffer> {
  const strings = new XmlStrings(replace);
  let isFirst = true;
  for await (const piece of xmlText(source)) {
    const text = isFirst
      ? piece.replace(/^(\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5})["'][^"']{0,40}["']/, '$1"UTF-8"')
      : piece;
    isFirst = false;
    yield Buffer.from(strings.push(text));
  }
  yield Buffer.from(strings.end());
}

async function* rewriteLines(source: ReportSource, replace: ReplaceText): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder();
  let held = '';
  for await (const chunk of utf8Chunks(source)) {
    held += decoder.decode(chunk, { stream: true });
    if (held.length < PIECE) continue;
    const end = held.lastIndexOf('\n') + 1 || held.length;
    yield Buffer.from(replace(held.slice(0, end), NOWHERE));
    held = held.slice(end);
  }
  yield Buffer.from(replace(held + decoder.decode(), NOWHERE));
}
