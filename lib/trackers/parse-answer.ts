import type { z } from 'zod';
import { Trouble } from './trouble.ts';

/** The fields of an answer that are used. @throws Trouble where they are not there */
export function parseAnswer<T extends z.ZodType>(schema: T, answer: unknown): z.output<T> {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw new Trouble('refused', 'The answer is not the one of this kind of tracker. Check its address.');
}
