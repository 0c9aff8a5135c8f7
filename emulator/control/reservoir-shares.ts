import type { JsonObject } from '../wire/json';
import { numberMember, objectsMember, required, textMember } from '../wire/members';
import type { ControlContext } from './context';

/** Three reports of an SDK, which come every ten seconds. */
const REMEMBERED_SECONDS = 30;

/**
 * Divides a rule's reservoir among the SDKs that use the rule: equal whole shares among the ClientIDs that
 * reported in the last 30 seconds, what is left over to the first by ClientID. Where there are more clients than
 * requests a second, the last get nothing. So what is given to the present clients is the reservoir, never more.
 */
export class ReservoirShares {
  readonly #context: ControlContext;
  /** By rule and ClientID, the moment of the last report. */
  readonly #reports = new Map<string, Map<string, number>>();

  /** @param kept what `toJSON` once gave */
  constructor(context: ControlContext, kept: JsonObject | undefined) {
    this.#context = context;
    for (const report of (kept && objectsMember(kept, 'reports')) ?? []) {
      const name = required('RuleName', textMember(report, 'RuleName'));
      const client = required('ClientID', textMember(report, 'ClientID'));
      this.#clientsOf(name).set(client, required('at', numberMember(report, 'at', { min: 0 })));
    }
  }

  /** Notes that a client uses a rule now. */
  reported(ruleName: string, clientId: string): void {
    this.#clientsOf(ruleName).set(clientId, this.#context.now());
    this.#context.changed();
  }

  /** Requests a second that a client may record of a rule with this reservoir. */
  quota(ruleName: string, clientId: string, reservoirSize: number): number {
    const clients = [...this.#clientsOf(ruleName).keys()].sort();
    const place = clients.indexOf(clientId);
    if (place < 0) return 0;
    return Math.floor(reservoirSize / clients.length) + (place < reservoirSize % clients.length ? 1 : 0);
  }

  toJSON(): JsonObject {
    const reports = [...this.#reports.keys()].flatMap((RuleName) =>
      [...this.#clientsOf(RuleName)].map(([ClientID, at]) => ({ RuleName, ClientID, at })),
    );
    return { reports };
  }

  /** The clients of a rule that reported lately; the others are forgotten. */
  #clientsOf(ruleName: string): Map<string, number> {
    const clients = this.#reports.get(ruleName) ?? new Map<string, number>();
    this.#reports.set(ruleName, clients);
    const oldest = this.#context.now() - REMEMBERED_SECONDS;
    for (const [client, at] of clients) if (at < oldest) clients.delete(client);
    return clients;
  }
}
