import type { Connection, Helper, Parameter, Statement } from '../connection.ts';
import { type Executor, makeStatement } from './statement.ts';
import { Columns, Identifier, JsonParameter, Template } from './template.ts';

/** A connection as query functions take it: statements in the notation of both drivers, run by `executor`. */
export function makeConnection(executor: Executor): Connection {
  const tag = (first: TemplateStringsArray | Record<string, unknown> | string, ...values: unknown[]): unknown => {
    if (typeof first === 'string') return new Identifier(first);
    if (Array.isArray(first)) return makeStatement(new Template(first, values), executor);
    return new Columns(first as Record<string, unknown>);
  };
  return Object.assign(tag, {
    unsafe: (text: string, parameters: readonly Parameter[] = []): Statement<unknown> =>
      makeStatement(new Template([text], [], parameters), executor),
    json: (value: unknown) => new JsonParameter(value) as unknown as Helper,
  }) as unknown as Connection;
}
