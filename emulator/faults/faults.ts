import type { ServiceFailure } from '../wire/failure';
import { ActiveFault } from './active-fault';
import { type DocumentStrike, type SentDocument, strikeDocument } from './document-strike';
import { PageNumbers } from './page-numbers';
import type { DocumentFault, Fault, FaultPlan, RequestFault } from './plan';
import { type AskedRequest, type RequestStrike, strikeRequest } from './request-strike';

/** What a fault did: `asked` counts what it could have happened to, `hit` what it happened to. */
export interface FaultCount {
  readonly kind: Fault['kind'];
  readonly asked: number;
  readonly hit: number;
}

/** The plan in force, as it can be put into force again, and what each of its faults did, in the same order. */
export interface FaultReport {
  readonly plan: FaultPlan;
  readonly counts: readonly FaultCount[];
}

const isOfDocuments = (active: ActiveFault): active is ActiveFault<DocumentFault> =>
  ['late', 'duplicate', 'unprocessed'].includes(active.fault.kind);
const isOfRequests = (active: ActiveFault): active is ActiveFault<RequestFault> => !isOfDocuments(active);

/** The plan in force: decides what happens to each request and each document, and counts it. */
export class Faults {
  /** Which page of an answer a request asks for. */
  readonly pages = new PageNumbers();
  #seed = 0;
  #active: readonly ActiveFault[] = [];
  #ofRequests: readonly ActiveFault<RequestFault>[] = [];
  #ofDocuments: readonly ActiveFault<DocumentFault>[] = [];

  constructor(plan: FaultPlan) {
    this.replace(plan);
  }

  /** Puts another plan into force; counts and chance begin anew. */
  replace({ seed = 0, faults }: FaultPlan): void {
    this.#seed = seed;
    this.#put(faults.map((fault, index) => new ActiveFault(fault, { seed, index })));
  }

  /** Adds a fault behind all others: it refuses the next requests that they let pass. */
  failNext(times: number, { code, status, message }: ServiceFailure): void {
    if (times < 1) return;
    const fault = { kind: 'error', error: { code, status, message }, times } as const;
    const chance = { seed: this.#seed, index: this.#active.length };
    this.#put([...this.#active, new ActiveFault(fault, chance)]);
  }

  report(): FaultReport {
    return {
      plan: { seed: this.#seed, faults: this.#active.map(({ fault }) => fault) },
      counts: this.#active.map(({ fault: { kind }, asked, hit }) => ({ kind, asked, hit })),
    };
  }

  /** Whether documents have anything to fear. */
  get strikesDocuments(): boolean {
    return this.#ofDocuments.length > 0;
  }

  strikeRequest(request: AskedRequest): RequestStrike {
    return strikeRequest(this.#ofRequests, request);
  }

  strikeDocument(document: SentDocument): DocumentStrike {
    return strikeDocument(this.#ofDocuments, document);
  }

  #put(active: readonly ActiveFault[]): void {
    this.#active = active;
    this.#ofRequests = active.filter(isOfRequests);
    this.#ofDocuments = active.filter(isOfDocuments);
  }
}
