import { canonicalAdvisory } from '#lib/domain/advisory/advisory.ts';
import type { Location, Observation, Subject } from '#lib/domain/finding/finding.ts';
import { parseImage, UNNAMED_IMAGE } from '#lib/domain/finding/image.ts';
import { packageKey } from '#lib/domain/finding/package.ts';
import { knownSecret } from '#lib/domain/redaction/redact.ts';
import { secretHash } from '#lib/domain/redaction/secret-mark.ts';
import type { SharedPipelineQuestion } from './checks.ts';
import { messageContent, snippetContent } from './content.ts';
import { hashText } from './hash.ts';
import { joinParts } from './join-parts.ts';
import { type PackagePlace, packageBase } from './package-base.ts';
import { urlTemplate } from './url.ts';

export interface Identity {
  /** The key for people to read; what is stored is `hashKey(base, ordinal)`. Never holds a secret. */
  base: string;
  /** Equal for the same problem in another file; null when nothing of the content tells. */
  move: string | null;
  /** What two observations of one report with this base are: the same finding, or true repeats to be numbered. */
  repeats: 'merge' | 'ordinal';
}

/** 32 hex characters: what is stored for a base and its ordinal (0 for the first). */
export function hashKey(base: string, ordinal = 0): string {
  return hashText(ordinal === 0 ? base : `${base}|#${ordinal}`);
}

/** The file; where the report names none, or no line of it, what it calls the place: a function of a binary. */
function fileOf(o: Observation): string {
  const place = o.locations[0];
  const label = place?.label ?? null;
  if (place === undefined || label === null) return place?.path ?? '';
  if (place.path === null) return /^[a-z]+:\/\//i.test(label) ? urlTemplate(label) : label;
  return place.startLine === null && place.snippet === null ? `${place.path}#${label}` : place.path;
}

interface Content {
  part: string;
  /** Survives a move to another file. */
  portable: string | null;
}

/** What tells two results of one rule in one file apart, best first. */
function contentOf(o: Observation): Content {
  const snippet = snippetContent(o.locations[0]);
  const hashed = snippet === null ? null : `code:${hashText(snippet)}`;
  if (o.trusted !== null) {
    const part = `fp:${o.trusted.value}`;
    return { part, portable: o.trusted.pathFree ? part : hashed };
  }
  if (hashed !== null && !o.codeIsOptional) return { part: hashed, portable: hashed };
  const part = `text:${hashText(messageContent(o))}`;
  if (hashed !== null) return { part, portable: hashed };
  // A message alone says too little of where code went; at the very same line it is a file with another name.
  const line = o.locations[0]?.startLine ?? null;
  return { part, portable: line === null ? null : `${part}@${line}` };
}

function moveKey(parts: readonly string[], portable: string | null): string | null {
  return portable === null ? null : hashText(joinParts([...parts, portable]));
}

function codeIdentity(o: Observation): Identity {
  const content = contentOf(o);
  const head = [o.subject.category, o.scanner, o.rule.id];
  return {
    base: joinParts([...head, fileOf(o), content.part]),
    move: moveKey(head, content.portable),
    repeats: 'ordinal',
  };
}

function secretIdentity(o: Observation, subject: Subject & { category: 'secret' }, secretKey: Uint8Array): Identity {
  const value = knownSecret(subject.value);
  if (value !== null) return { base: `secret|${secretHash(secretKey, value)}`, move: null, repeats: 'merge' };
  const text = secretLine(o, subject);
  const content = secretContent(o, secretKey);
  return {
    base: joinParts(['secret', o.rule.id, fileOf(o), content]),
    move: moveKey(['secret', o.rule.id], text === null ? null : content),
    repeats: 'ordinal',
  };
}

function secretLine(o: Observation, subject: Subject & { category: 'secret' }): string | null {
  const line = subject.match ?? snippetContent(o.locations[0]);
  return o.trusted?.value ?? (line === null ? null : line.replace(/\s+/g, ' ').trim());
}

/** What tells a secret from others of its rule and file where the report does not hold its value; never the line itself. */
export function secretContent(o: Observation, secretKey: Uint8Array): string {
  const text = o.subject.category === 'secret' ? secretLine(o, o.subject) : null;
  // Keyed, because a line that holds a short password could be guessed from a plain hash.
  return secretHash(secretKey, text ?? messageContent(o));
}

function iacIdentity(o: Observation, subject: Subject & { category: 'iac' }): Identity {
  const { resource } = subject;
  const check = subject.check ?? o.rule.id;
  if (resource === null) {
    const content = contentOf(o);
    return {
      base: joinParts(['iac', check, fileOf(o), content.part]),
      move: moveKey(['iac', check], content.portable),
      repeats: 'ordinal',
    };
  }
  // A rule about a whole module is reported in whichever file was read first: the file is not part of it.
  if (resource.startsWith('module:')) {
    return { base: joinParts(['iac', check, resource, hashText(messageContent(o))]), move: null, repeats: 'merge' };
  }
  const file = fileOf(o);
  return {
    base: joinParts(['iac', check, resource, file]),
    move: moveKey(['iac', check], portableResource(o, resource, file)),
    repeats: 'ordinal',
  };
}

/** A resource that is named by its file's path: what is left of the name says too little without the code. */
function portableResource(o: Observation, resource: string, file: string): string | null {
  const bare = resource.replace(/^\//, '');
  if (file === '' || !bare.startsWith(file)) return resource;
  const snippet = snippetContent(o.locations[0]);
  return snippet === null ? null : `${bare.slice(file.length)} ${hashText(snippet)}`;
}

function pipelineIdentity(o: Observation, subject: Subject & { category: 'pipeline' }): Identity {
  const file = subject.workflow === '' ? fileOf(o) : subject.workflow;
  const { job, step, shared } = subject;
  if (shared !== undefined) return sharedIdentity(o, file, job, shared);
  // The number of a step changes with every step above it: its code is what stays.
  const numbered = step !== null && /^(?:\w{1,20}\[)?\d{1,6}\]?$/.test(step);
  const content = contentOf(o);
  const known = (job !== null || step !== null) && !numbered;
  const place = known ? `job:${job ?? ''}/${step ?? ''}` : `job:${job ?? ''}`;
  const parts = known ? [place] : [place, content.part];
  return {
    base: joinParts(['pipeline', o.rule.id, file, ...parts]),
    move: moveKey(['pipeline', o.rule.id, place], content.portable),
    repeats: 'ordinal',
  };
}

/** Several scanners ask this: the names of steps, on which they do not agree, are no part of it. */
function sharedIdentity(
  o: Observation,
  file: string,
  job: string | null,
  { check, about }: SharedPipelineQuestion,
): Identity {
  const place = ['pipeline', check, `job:${job ?? ''}`, hashText(about)];
  return {
    base: joinParts(['pipeline', check, file, `job:${job ?? ''}`, `about:${hashText(about)}`]),
    move: moveKey(place, contentOf(o).portable),
    repeats: 'ordinal',
  };
}

const MERGED = { move: null, repeats: 'merge' } as const;
const merged = (parts: readonly string[]): Identity => ({ base: joinParts(parts), ...MERGED });

function placeOfPackage(subject: Subject & { category: 'dependency' | 'container' }): PackagePlace {
  const { category, package: of } = subject;
  return {
    category,
    image: category === 'container' ? parseImage(subject.image).name || UNNAMED_IMAGE : null,
    ecosystem: of.ecosystem,
    name: of.name,
  };
}

/**
 * What a finding is, whatever line, run, version or second scanner it is seen by. Expects a normalised observation.
 * @param secretKey key of the organization: values of secrets are compared, never kept
 */
export function identityOf(o: Observation, secretKey: Uint8Array): Identity {
  const { subject } = o;
  switch (subject.category) {
    case 'sast':
    case 'quality':
      return codeIdentity(o);
    case 'dependency':
    case 'container':
      return {
        base: packageBase(placeOfPackage(subject), canonicalAdvisory(subject.advisories) || o.rule.id),
        ...MERGED,
      };
    case 'license':
      return merged(['license', packageKey(subject.package), subject.license]);
    case 'secret':
      return secretIdentity(o, subject, secretKey);
    case 'iac':
      return iacIdentity(o, subject);
    case 'dast':
      return merged([
        'dast',
        o.rule.id,
        (subject.method ?? 'GET').trim().toUpperCase(),
        urlTemplate(subject.url),
        subject.parameter ?? '',
      ]);
    case 'pipeline':
      return pipelineIdentity(o, subject);
    case 'privilege':
      return merged(['privilege', o.rule.id, subject.principal, subject.resource]);
    default:
      return subject satisfies never;
  }
}

/** Where it stands among equal bases of one report: sorts in line order, equal only for the very same result. */
export function placeOf(o: Observation): string {
  const place: Location | undefined = o.locations[0];
  const number = (value: number | null | undefined): string => String(value ?? 0).padStart(10, '0');
  const start = place?.startLine ?? 0;
  const lines = Math.max(0, (place?.endLine ?? start) - start);
  const region = [start, place?.startColumn, lines, place?.endColumn].map(number).join('.');
  return `${region}.${shortHash(o.message === '' ? o.title : o.message)}.${shortHash(place?.label ?? '')}`;
}

/** FNV-1a: not for identity, only to tell two messages at one place apart at no cost. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
