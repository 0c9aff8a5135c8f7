/** Options that several commands take, with one text each. */
export const access = {
  profile: { value: 'P', text: 'AWS profile; without it the environment decides' },
  region: { value: 'R', text: 'AWS Region; without it the profile or environment decides' },
  group: { value: 'G', text: 'X-Ray group; without it the whole account and Region' },
} as const;
export const settings = { value: 'FILE', text: 'settings as JSON; without it the defaults' } as const;
export const memory = {
  store: { value: 'DIR', text: 'folder on this machine that holds the memory' },
  table: { value: 'NAME', text: 'DynamoDB table that holds the memory; not with --store' },
} as const;
export const json = { text: 'the summary as JSON on standard output' } as const;
