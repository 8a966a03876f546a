import type { Sink } from '../contract.ts';
import { titleOf } from '../title.ts';

/** Slack refuses messages of more than 50 blocks, and blocks of more than 3,000 characters. */
const MOST_EVENTS = 20;
const MOST_CHARACTERS = 2500;

/** In mrkdwn only these have a meaning that could reach beyond the text: links, mentions, channels. */
const escaped = (text: string): string =>
  text
    .slice(0, MOST_CHARACTERS)
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** A message for an incoming webhook of Slack: one block for each event. */
export const sink: Sink = {
  id: 'slack',
  mostEvents: MOST_EVENTS,
  signs: false,
  bodyOf: (told) => {
    const lines = told.map((each) => `${titleOf(each)}: ${each.words}`);
    const blocks = told.map((each) => ({
      type: 'section',
      // Verbatim: else names would become links to channels and people.
      text: {
        type: 'mrkdwn',
        verbatim: true,
        text: `<${escaped(each.event.data.url)}|*${escaped(titleOf(each))}*>\n${escaped(each.words)}`,
      },
    }));
    // `text` is what notifications show.
    return JSON.stringify({ text: escaped(lines.join('\n')), blocks });
  },
  headersOf: () => ({}),
};
