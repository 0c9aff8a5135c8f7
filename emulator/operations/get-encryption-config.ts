import type { Operation } from './operation';

/** GetEncryptionConfig: encrypted with X-Ray's own key only. */
export const getEncryptionConfig: Operation = () => ({
  EncryptionConfig: { Status: 'ACTIVE', Type: 'NONE' },
});
