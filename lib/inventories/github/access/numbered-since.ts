/** From then on repositories that are made, or renamed, are named in tokens by their numbers. */
export const NUMBERED_SINCE = '2026-07-15';
