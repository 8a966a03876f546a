import { asArray, asRecord, asString, isRecord, type Json, plainText } from '#lib/scanners/shared/text.ts';
import type { SarifDialect } from './dialect.ts';
import { type RuleInfo, textOf } from './rule-info.ts';

// Brackets inside of a link's words are escaped.
const LINK = /\[((?:[^\][\\\n]|\\[^\n]){1,2000})\]\((?:\d{1,6}|https?:\/\/[^()\s]{1,2000}|sarif:[^()\s]{1,500})\)/g;

/** Text of a result's message: looked up by id, arguments put in, SARIF's links reduced to their words; or null. */
export function messageText(message: unknown, rule: RuleInfo, strings: Json): string | null {
  if (!isRecord(message)) return typeof message === 'string' ? asString(message) : null;
  const id = asString(message.id);
  const direct = textOf(message);
  const values = asArray(message.arguments);
  const listed = id === null ? null : (own(rule.messageStrings, id) ?? own(strings, id));
  // Some write a general text beside the id: arguments that it has no place for belong to the id's.
  const general = direct !== null && listed !== null && values.length > 0 && !PLACEHOLDER.test(direct);
  const template = general ? listed : (direct ?? listed);
  if (template === null) return null;
  const filled = fill(template, values);
  if (!filled.includes('](')) return filled;
  const linked = filled.slice(0, LINKED).replace(LINK, (_, words: string) => words.replace(/\\(?=[\][\\])/g, ''));
  return linked + filled.slice(LINKED);
}

/** Links are looked for in the first characters only, because hostile messages would cost time. */
const LINKED = 40_000;

const PLACEHOLDER = /\{\d{1,3}\}/;

function own(strings: Json, id: string): string | null {
  return Object.hasOwn(strings, id) ? textOf(strings[id]) : null;
}

/** Without arguments, braces are left alone: many tools write them unescaped. */
function fill(template: string, values: readonly unknown[]): string {
  if (values.length === 0) return template;
  return template.replace(/\{\{|\}\}|\{(\d{1,3})\}/g, (whole, number: string | undefined) => {
    if (number === undefined) return whole.slice(0, 1);
    return asString(values[Number(number)]) ?? whole;
  });
}

/** How to fix it, as the result itself says. */
export function fixText(dialect: SarifDialect, result: Json): string | null {
  for (const fix of asArray(result.fixes).map(asRecord)) {
    const text = dialect.fix === undefined ? described(fix) : dialect.fix(fix);
    if (text !== null) return text;
  }
  return null;
}

function described(fix: Json): string | null {
  const text = textOf(fix.description);
  return text === null ? null : plainText(text);
}
