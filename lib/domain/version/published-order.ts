import * as pep440 from '@renovatebot/pep440';
import { Version as RubyVersion } from '@renovatebot/ruby-semver/dist/ruby/version.js';
import { compareAlpine } from './alpine.ts';
import { compareDebian } from './debian.ts';
import { compareMaven } from './maven.ts';
import { compareRpm } from './rpm.ts';
import { compareNuget, compareSemantic } from './semantic.ts';

/** Null: one of them is no version of that ecosystem. */
export type VersionOrder = (a: string, b: string) => number | null;

function comparePython(a: string, b: string): number | null {
  const [left, right] = [a.trim(), b.trim()];
  if (pep440.valid(left) === null || pep440.valid(right) === null) return null;
  return Math.sign(pep440.compare(left, right));
}

function compareRuby(a: string, b: string): number | null {
  if (!RubyVersion.isCorrect(a) || !RubyVersion.isCorrect(b)) return null;
  return Math.sign(new RubyVersion(a).compare(new RubyVersion(b)));
}

const ORDERS: ReadonlyMap<string, VersionOrder> = new Map<string, VersionOrder>([
  ...['npm', 'cargo', 'golang', 'pub', 'hex', 'swift'].map((name) => [name, compareSemantic] as const),
  ['nuget', compareNuget],
  ['pypi', comparePython],
  ['gem', compareRuby],
  ['maven', compareMaven],
  ['deb', compareDebian],
  ['rpm', compareRpm],
  ['apk', compareAlpine],
]);

/** The order that an ecosystem has published for its versions; undefined: none that we know. */
export const publishedOrder = (ecosystem: string | null): VersionOrder | undefined =>
  ecosystem === null ? undefined : ORDERS.get(ecosystem);
