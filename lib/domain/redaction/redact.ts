import { replaceWord } from './replace-word.ts';
import { MASK, redactShapes } from './shapes.ts';

const MASKED = /\*{3}|●|•{3}|x{8}|X{8}|\.{3}$|…|^\W*(?:redacted|removed|masked|hidden|secret|null|none)\W*$|^(.)\1*$/i;

/** Some scanners report the literal, with its quotes. */
function unquoted(value: string): string {
  const quote = value[0];
  const isQuoted = value.length > 2 && (quote === '"' || quote === "'" || quote === '`') && value.endsWith(quote);
  return isQuoted ? value.slice(1, -1).trim() : value;
}

/**
 * The value of a secret in one spelling; null when the report does not really hold it (masked, empty). Values of
 * fewer than four characters cannot be distinguished from ordinary text and count as absent.
 */
export function knownSecret(value: string | null): string | null {
  if (value === null) return null;
  const bare = unquoted(value.replace(/\r\n?|\\r\\n|\\n/g, '\n').trim());
  return bare.length < 4 || MASKED.test(bare.length > 200 ? bare.slice(0, 200) : bare) ? null : bare;
}

function toBase64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function encodings(value: string): string[] {
  const formed = value.toWellFormed();
  const url = encodeURIComponent(formed);
  const base64 = toBase64(formed);
  const json = JSON.stringify(value).slice(1, -1);
  return [
    value,
    formed,
    value.replaceAll('\n', '\r\n'),
    url,
    url.replaceAll('%20', '+'),
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    base64,
    base64.replace(/=+$/, ''),
    base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    json,
    JSON.stringify(json).slice(1, -1),
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  ];
}

const MAX_LINES = 500;

/** A line as formats write it, no more: of lines there can be as many as results. */
export function writings(line: string): string[] {
  const json = JSON.stringify(line).slice(1, -1);
  const xml = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [...new Set([line, json, xml, xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;')])];
}

/** Longest first, so that no encoding leaves the ends of a longer one behind. */
export function spellings(secretValues: readonly string[]): string[] {
  const all = new Set<string>();
  for (const value of secretValues) {
    for (const form of [value, value.trim()]) for (const spelling of encodings(form)) all.add(spelling);
    // A key of many lines is often quoted with another indentation.
    const lines = value.includes('\n') ? value.split('\n', MAX_LINES).map((line) => line.trim()) : [];
    for (const line of lines) if (line.length >= 8) all.add(line);
  }
  all.delete('');
  return [...all].sort((a, b) => b.length - a.length);
}

/** Masks the given values in every obvious encoding, then everything that looks like a secret. */
export function redactText(text: string, secretValues: readonly string[]): string {
  let result = text;
  if (secretValues.length > 0) {
    for (const value of spellings(secretValues)) {
      result = value.length >= 4 ? result.replaceAll(value, () => MASK) : replaceWord(result, value, MASK);
    }
  }
  return redactShapes(result);
}

const FRAGMENT = 10;

/** Masks pieces of a value: cut off by the scanner, wrapped, or quoted in part. Linear in both lengths. */
export function redactFragments(text: string, value: string): string {
  if (value.length < FRAGMENT || text.length < FRAGMENT) return text;
  const pieces = new Set<string>();
  for (let at = 0; at + FRAGMENT <= value.length; at += 1) pieces.add(value.slice(at, at + FRAGMENT));
  let result = '';
  let from = 0;
  for (let at = 0; at + FRAGMENT <= text.length; at += 1) {
    if (!pieces.has(text.slice(at, at + FRAGMENT))) continue;
    let end = at + FRAGMENT;
    while (end < text.length && pieces.has(text.slice(end - FRAGMENT + 1, end + 1))) end += 1;
    result += text.slice(from, at) + MASK;
    from = end;
    at = end - 1;
  }
  return from === 0 ? text : result + text.slice(from);
}
