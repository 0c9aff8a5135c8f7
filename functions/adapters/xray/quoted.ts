/** A name as a string of the filter language; what would end the string is escaped. */
export const quoted = (name: string): string => `"${name.replace(/[\\"]/g, '\\$&')}"`;
