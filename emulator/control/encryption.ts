import { invalidRequest } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import { choiceMember, numberMember, required, textMember } from '../wire/members';
import type { ControlContext } from './context';

const TYPES = ['NONE', 'KMS'] as const;

interface Chosen {
  readonly Type: (typeof TYPES)[number];
  readonly KeyId?: string;
}

const KEY_ID = {
  min: 1,
  max: 3000,
  form: {
    pattern: /^(alias\/[\w/-]+|[\w-]+|arn:[\w-]+:kms:[\w-]*:\d*:(key|alias)\/[\w/-]+)$/,
    words: 'a KMS key id, alias/NAME or the ARN of a key or alias',
  },
};

/** How X-Ray's data is encrypted. Nothing is: X-Ray Local only remembers what was asked for. */
export class Encryption {
  readonly #context: ControlContext;
  #chosen: Chosen;
  #activeAt: number;

  /** @param kept what `toJSON` once gave */
  constructor(context: ControlContext, kept: JsonObject | undefined) {
    this.#context = context;
    this.#chosen = kept ? readChosen(kept) : { Type: 'NONE' };
    this.#activeAt = (kept && numberMember(kept, 'activeAt', { min: 0 })) ?? 0;
  }

  /** UPDATING until the new key has settled. */
  config(): JsonObject {
    const Status = this.#context.now() < this.#activeAt ? 'UPDATING' : 'ACTIVE';
    return { ...this.#chosen, Status };
  }

  put(input: JsonObject): void {
    this.#chosen = readChosen(input);
    this.#activeAt = this.#context.now() + this.#context.settleSeconds;
    this.#context.changed();
  }

  toJSON(): JsonObject {
    return { ...this.#chosen, activeAt: this.#activeAt };
  }
}

function readChosen(input: JsonObject): Chosen {
  const Type = required('Type', choiceMember(input, 'Type', TYPES));
  const KeyId = textMember(input, 'KeyId', KEY_ID);
  if (Type === 'KMS') return { Type, KeyId: required('KeyId', KeyId) };
  if (KeyId !== undefined) throw invalidRequest('KeyId must be left out when Type is NONE');
  return { Type };
}
