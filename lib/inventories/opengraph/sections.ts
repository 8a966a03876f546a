import { asRecord } from '#lib/scanners/shared/text.ts';
import type { SectionShape } from '../shared/section.ts';

/** A file of a graph as BloodHound takes it; several of them are one graph. `docs/privileges.md` says what is read of it. */
export const OPENGRAPH_SECTIONS = {
  opengraph: {
    kind: 'lists',
    lists: ['graph.nodes', 'graph.edges'],
    // Ends of edges are called "value" there.
    whole: ['edges'],
    own(outline) {
      const graph = outline.kind === 'json' ? asRecord(asRecord(outline.value).graph) : {};
      return Array.isArray(graph.nodes) || Array.isArray(graph.edges);
    },
  },
} as const satisfies Record<string, SectionShape>;

export type OpengraphSection = keyof typeof OPENGRAPH_SECTIONS;
