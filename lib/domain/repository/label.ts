/** A word on a repository: `internet-facing`, `tier:1`. Lower case, so that each has one spelling. */
export const LABEL = /^[a-z0-9](?:[a-z0-9._:-]{0,48}[a-z0-9])?$/;

/** Most labels that one repository has. */
export const MAX_LABELS = 50;
