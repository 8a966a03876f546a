import { describe, expect, it } from 'vitest';
import { descriptionText } from './description.ts';

describe('descriptionText', () => {
  const values = new Map([
    ['name', 'a<b>'],
    ['known', ''],
  ]);
  it.each([
    ['<Content>Hello <Replace key="name" link="x"/></Content>', 'Hello a<b>'],
    ['<Paragraph>One <Replace key="name"/><AltParagraph>Any <b>other</b></AltParagraph></Paragraph>', 'One a<b>'],
    ['<IfDef var="known">yes</IfDef><IfDef var="unknown">no <IfDef var="known">no</IfDef></IfDef>.', 'yes.'],
    ['<IfNotDef var="known">no</IfNotDef><IfNotDef var="unknown">yes</IfNotDef>.', 'yes.'],
    ['<Replace key="gone"/> is gone', '… is gone'],
    ['<Replace key="gone" default="It"/> is gone', 'It is gone'],
    ['<Paragraph>One <Replace key="gone"/><AltParagraph>Any <b>other</b></AltParagraph></Paragraph>', 'Any other'],
    ['not closed <b', 'not closed <b'],
    ['</AltParagraph>stray', 'stray'],
  ])('reads %s', (markup, text) => {
    expect(descriptionText(markup, values)).toBe(text);
  });

  it('shows the alternative when the instance has no values', () => {
    expect(
      descriptionText(
        '<Paragraph>In <Replace key="x"/>.<AltParagraph>Somewhere.</AltParagraph></Paragraph>',
        new Map(),
      ),
    ).toContain('Somewhere.');
  });
});
