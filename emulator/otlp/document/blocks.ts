import type { JsonObject } from '../../wire/json';
import { type Attributes, textOf } from '../attributes';
import type { OtlpSpan } from '../span';
import { AWS_KEYS, callBlock } from './aws';
import { HTTP_KEYS, httpBlock } from './http';
import { SQL_KEYS, sqlBlock } from './sql';

/** What a span says in X-Ray's own members, and the attributes that none of them speaks for. */
interface Blocks {
  readonly http: JsonObject | undefined;
  readonly aws: JsonObject | undefined;
  readonly sql: JsonObject | undefined;
  readonly left: Attributes;
}

/** Translates a span's attributes block by block. An attribute of a block that is not written is left, not lost. */
export function blocksOf(span: OtlpSpan): Blocks {
  const http = httpBlock(span);
  const aws = callBlock(span);
  const sql = sqlBlock(span);
  const spokenFor = new Set([
    ...(textOf(span.attributes, USER_KEY) === undefined ? [] : [USER_KEY]),
    ...(http ? HTTP_KEYS : []),
    ...(aws ? AWS_KEYS : []),
    ...(sql ? SQL_KEYS : []),
  ]);
  const left = new Map([...span.attributes].filter(([key]) => !spokenFor.has(key)));
  return { http, aws, sql, left };
}

/** The attribute that a document's `user` is taken from. */
export const USER_KEY = 'enduser.id';
