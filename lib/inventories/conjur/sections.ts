import type { SectionShape } from '../shared/section.ts';

/** The policy of a Conjur server, as it is loaded. */
export const CONJUR_SECTIONS = {
  policy: {
    kind: 'text',
    own: (outline, name) =>
      outline.kind === 'text' &&
      (/\.ya?ml$/i.test(name) || /^\s*- !(?:policy|host|user|layer|group|variable|grant|permit)\b/m.test(outline.head)),
  },
} as const satisfies Record<string, SectionShape>;
