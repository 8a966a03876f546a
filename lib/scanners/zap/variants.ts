import { asString, type Json } from '#lib/scanners/shared/text.ts';
import { placesOf } from './place.ts';

/** What one plugin calls one of its alerts: `10055-4`, before alerts had references their name. */
interface Variant {
  plugin: string;
  name: string;
  /** The number behind the plugin's; 0 without one. */
  number: number;
}

function variantOf(alert: Json): Variant | null {
  const plugin = pluginOf(alert);
  if (plugin === null) return null;
  const reference = asString(alert.alertRef)?.trim() ?? null;
  const number = reference === null ? null : (/-(\d{1,6})$/.exec(reference)?.[1] ?? null);
  const title = (asString(alert.alert) ?? asString(alert.name) ?? '').trim();
  return { plugin, name: number === null ? title : (reference ?? ''), number: Number(number ?? 0) };
}

/** The plugin's number; null for scripts, which share the plugin -1, and for alerts without one. */
export function pluginOf(alert: Json): string | null {
  const stated = asString(alert.pluginid)?.trim() ?? asString(alert.alertRef)?.trim() ?? '';
  return /^(\d{1,9})(?:-\d{1,6})?$/.exec(stated)?.[1] ?? null;
}

/**
 * What rules alerts are of. The plugin is a rule's name through the years; references (`10038`, then `10038-1`) came
 * later. Where one plugin raises several alerts at one place, all but the first keep their own names, so that they stay
 * apart. `note` all alerts of a report before asking.
 */
export class Variants {
  private readonly firsts = new Map<string, Variant>();

  note(alert: Json, site: string | null): void {
    const variant = variantOf(alert);
    if (variant === null) return;
    for (const { key } of placesOf(alert, site)) {
      const known = this.firsts.get(`${variant.plugin} ${key}`);
      if (known === undefined || compare(variant, known) < 0) this.firsts.set(`${variant.plugin} ${key}`, variant);
    }
  }

  /** Null for an alert without a plugin of its own: its name is all that there is. */
  ruleOf(alert: Json, place: string): string | null {
    const variant = variantOf(alert);
    if (variant === null) return null;
    const first = this.firsts.get(`${variant.plugin} ${place}`);
    if (first === undefined || compare(first, variant) === 0) return variant.plugin;
    return variant.number === 0 ? `${variant.plugin}: ${variant.name}` : variant.name;
  }
}

function compare(a: Variant, b: Variant): number {
  if (a.number !== b.number) return a.number - b.number;
  return a.name === b.name ? 0 : a.name < b.name ? -1 : 1;
}
