import { JUSTIFICATIONS, type Justification } from '#lib/domain/statement/statement.ts';

const WORDS = 5;

/** The justifications that OpenVEX and CSAF have. */
export const OPENVEX_JUSTIFICATIONS: readonly Justification[] = JUSTIFICATIONS.slice(0, WORDS);

export const isOpenVexWord = (word: Justification): boolean => OPENVEX_JUSTIFICATIONS.includes(word);
