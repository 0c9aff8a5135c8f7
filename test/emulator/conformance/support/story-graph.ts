import { type Edge, paginateGetServiceGraph, type Service } from '@aws-sdk/client-xray';
import type { Story } from './story';
import type { Read } from './told';

/** One story's part of a service graph. Nodes are written `name|type`, with an empty type where there is none. */
export class StoryGraph {
  readonly #services: readonly Service[];
  readonly #story: Story;

  constructor(services: readonly Service[], story: Story) {
    this.#services = services;
    this.#story = story;
  }

  /** The story's nodes, sorted. */
  get nodes(): readonly string[] {
    return this.#own()
      .map((service) => this.#nameOf(service))
      .sort();
  }

  /** The edges that begin at one of the story's nodes: `source -> target`, `=>` for links, sorted. */
  get edges(): readonly string[] {
    return this.#own()
      .flatMap((source) =>
        (source.Edges ?? []).map((edge) => {
          const arrow = edge.EdgeType === 'link' ? '=>' : '->';
          return `${this.#nameOf(source)} ${arrow} ${this.#nameOf(this.#targetOf(edge))}`;
        }),
      )
      .sort();
  }

  /** One of the story's nodes. */
  node(name: string): Service {
    const found = this.#own().find((service) => this.#nameOf(service) === name);
    if (!found) throw new Error(`no node ${name} among ${this.nodes.join(', ')}`);
    return found;
  }

  /** The edge from one of the story's nodes. */
  edge(source: string, target: string): Edge {
    const edges = this.node(source).Edges ?? [];
    const found = edges.find((edge) => this.#nameOf(this.#targetOf(edge)) === target);
    if (!found) throw new Error(`no edge from ${source} to ${target} among ${this.edges.join(', ')}`);
    return found;
  }

  #own(): readonly Service[] {
    return this.#services.filter(({ Name }) => this.#story.owns(Name));
  }

  #targetOf({ ReferenceId }: Edge): Service | undefined {
    return this.#services.find((service) => service.ReferenceId === ReferenceId);
  }

  #nameOf(service: Service | undefined): string {
    return service ? `${this.#story.plain(service.Name)}|${service.Type ?? ''}` : 'nowhere';
  }
}

/** Reads one service graph, all pages, from five minutes before the first story until now. */
export const readGraph: Read<StoryGraph> = async ({ client }, stories) => {
  const input = {
    StartTime: new Date((Math.min(...stories.map(({ start }) => start)) - 300) * 1000),
    EndTime: new Date(),
  };
  const services: Service[] = [];
  for await (const page of paginateGetServiceGraph({ client }, input))
    services.push(...(page.Services ?? []));
  return (story) => new StoryGraph(services, story);
};
