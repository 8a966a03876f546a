/** Public ids contain the repository's id, so that a read by id touches one repository. They are opaque to clients. */
export interface RepositoryNumber {
  repoId: number;
  number: number;
}

const PREFIXES = {
  upload: 'upl',
  finding: 'fnd',
  action: 'act',
  stream: 'str',
  coverage: 'cov',
  exception: 'exc',
  exemption: 'exm',
  comment: 'cmt',
  principal: 'prn',
  resource: 'rsc',
  path: 'pth',
} as const;
export type IdKind = keyof typeof PREFIXES;

export function encodeId(kind: IdKind, id: RepositoryNumber): string {
  return `${PREFIXES[kind]}_${id.repoId.toString(36)}_${id.number.toString(36)}`;
}

/** Null for text that `encodeId` cannot have made. */
export function decodeId(kind: IdKind, text: string): RepositoryNumber | null {
  const match = /^([a-z]{3})_([0-9a-z]{1,6})_([0-9a-z]{1,6})$/.exec(text);
  if (!match || match[1] !== PREFIXES[kind]) return null;
  const id = { repoId: Number.parseInt(match[2] ?? '', 36), number: Number.parseInt(match[3] ?? '', 36) };
  const valid = id.repoId <= 2_147_483_647 && id.number <= 2_147_483_647 && encodeId(kind, id) === text;
  return valid ? id : null;
}
