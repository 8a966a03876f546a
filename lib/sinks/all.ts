import type { SinkKind } from '#lib/domain/sink/sink.ts';
import type { Sink } from './contract.ts';
import { sink as slack } from './slack/sink.ts';
import { sink as teams } from './teams/sink.ts';
import { sink as webhook } from './webhook/sink.ts';

/** Every kind of sink. `registry.test.ts` compares it with the folders. */
export const SINKS: Readonly<Record<SinkKind, Sink>> = { slack, teams, webhook };
