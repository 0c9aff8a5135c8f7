import type { Operation } from './operation';

/** GetEncryptionConfig: the key that was last asked for, UPDATING until it has settled. */
export const getEncryptionConfig: Operation = (_input, { control }) => ({
  EncryptionConfig: control.encryption.config(),
});
