import type { Sink, Told } from '../contract.ts';
import { titleOf } from '../title.ts';

/** Teams refuses messages of more than 28 KB. */
const MOST_EVENTS = 20;
const MOST_CHARACTERS = 500;

const cut = (text: string): string => text.slice(0, MOST_CHARACTERS).toWellFormed();

/** Text runs are not read as Markdown, so that a name can hold anything. */
const itemOf = (told: Told) => ({
  type: 'Container',
  separator: true,
  selectAction: { type: 'Action.OpenUrl', title: 'Open', url: told.event.data.url },
  items: [
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: cut(titleOf(told)), weight: 'Bolder' }] },
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: cut(told.words) }] },
  ],
});

/** An Adaptive Card for a workflow of Teams ("When a Teams webhook request is received"). */
export const sink: Sink = {
  id: 'teams',
  mostEvents: MOST_EVENTS,
  signs: false,
  bodyOf: (told) => {
    const [first] = told;
    const content = {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.4',
      // What notifications show.
      fallbackText: first === undefined ? '' : cut(`${titleOf(first)}: ${first.words}`),
      msteams: { width: 'Full' },
      body: told.map(itemOf),
      actions:
        told.length === 1 && first !== undefined
          ? [{ type: 'Action.OpenUrl', title: 'Open in Plumbline', url: first.event.data.url }]
          : [],
    };
    return JSON.stringify({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
    });
  },
  headersOf: () => ({}),
};
