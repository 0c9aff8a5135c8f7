/** How much of what a service does was seen: the windows it and its calls were seen in, and what is still unseen. */
export interface Completeness {
  /** Key of the service. */
  readonly service: string;
  /** Windows it was seen in, and for each of its outgoing edges the windows that was seen in. */
  readonly sightings: number;
  /** Of these, the only one of their edge. */
  readonly once: number;
  /** Estimated chance that the next sighting is of an edge never seen before, and its upper 95 % bound; 0..1. */
  readonly unseenMass: number;
  readonly atMost: number;
}
