/** What each level is called, from 0 to 5. */
const LEVEL_WORDS = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;

export const levelWord = (level: number): string => LEVEL_WORDS[level] ?? String(level);
