import type { JsonSchema } from '#lib/contracts/openapi.ts';

export interface DocumentedField {
  /** `items[].id` */
  name: string;
  type: string;
  required: boolean;
}

const DEPTH = 3;

function alternatives(schema: JsonSchema): JsonSchema[] {
  const list = schema.anyOf ?? schema.oneOf ?? [];
  return list.filter((part): part is JsonSchema => typeof part === 'object');
}

/** The alternative that is not null, when there is exactly one. */
function core(schema: JsonSchema): { schema: JsonSchema; nullable: boolean } {
  const options = alternatives(schema);
  const solid = options.filter((option) => option.type !== 'null');
  const only = solid.length === 1 && options.length === 2 ? solid[0] : undefined;
  return only ? { schema: only, nullable: true } : { schema, nullable: false };
}

function itemsOf(schema: JsonSchema): JsonSchema | null {
  const { items } = schema;
  return typeof items === 'object' && !Array.isArray(items) ? items : null;
}

/** `"upload" | "api"`, `integer 1–200`, `list of string`, `string, date-time or null`. */
export function typeText(given: JsonSchema): string {
  const { schema, nullable } = core(given);
  const end = nullable ? ' or null' : '';
  if (schema.const !== undefined) return JSON.stringify(schema.const) + end;
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ') + end;
  const options = alternatives(schema);
  if (options.length > 0) return options.map(typeText).join(' or ');
  if (schema.type === 'array') return `list of ${typeText(itemsOf(schema) ?? {})}${end}`;
  const type = [schema.type].flat().join(' or ') || 'any';
  const { minimum, maximum } = schema;
  const range = minimum === undefined && maximum === undefined ? '' : ` ${minimum ?? '…'}–${maximum ?? '…'}`;
  const initial = schema.default === undefined ? '' : `, default ${JSON.stringify(schema.default)}`;
  return `${type}${schema.format ? `, ${schema.format}` : ''}${range}${initial}${end}`;
}

/** The fields of an object, those of objects inside it with dotted names. */
export function fieldsOf(given: JsonSchema, prefix = '', depth = 0): DocumentedField[] {
  const { schema } = core(given);
  const item = schema.type === 'array' ? itemsOf(schema) : null;
  if (item) return fieldsOf(item, `${prefix.replace(/\.$/, '')}[].`, depth);
  const options = alternatives(schema);
  if (options.length > 0) return options.flatMap((option) => fieldsOf(option, prefix, depth));
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const inner = typeof property === 'object' ? property : {};
    const field = { name: prefix + key, type: typeText(inner), required: schema.required?.includes(key) ?? false };
    const deeper = depth + 1 < DEPTH ? fieldsOf(inner, `${prefix}${key}.`, depth + 1) : [];
    return [deeper.length > 0 ? { ...field, type: shortType(inner) } : field, ...deeper];
  });
}

/** The type of a field whose own fields are listed below it. */
function shortType(given: JsonSchema): string {
  const { schema, nullable } = core(given);
  return `${schema.type === 'array' ? 'list' : 'object'}${nullable ? ' or null' : ''}`;
}
