import { Code } from '#components/ui/code-block.tsx';

/** Text of our own reference, where backticks enclose code. */
export function Prose({ text }: { text: string }) {
  const parts = text.split('`').map((part, index) => ({ part, isCode: index % 2 === 1, key: `${index}:${part}` }));
  return parts.map(({ part, isCode, key }) => (isCode ? <Code key={key}>{part}</Code> : part));
}
