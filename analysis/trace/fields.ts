import { fieldsOf } from '../graph/statistics';

/** A part of a segment document: an object of unknown members. */
export type Part = Readonly<Record<string, unknown>>;

export const partIn = (part: Part, name: string): Part => fieldsOf(part[name]);

/** A member that is a text with something in it, or undefined. */
export const textIn = (part: Part, name: string): string | undefined => {
  const value = part[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** A list of objects; what is none of them is left out. */
export const partsIn = (part: Part, name: string): Part[] => {
  const value = part[name];
  return Array.isArray(value)
    ? value.filter((item: unknown): item is Part => typeof item === 'object' && item !== null)
    : [];
};
