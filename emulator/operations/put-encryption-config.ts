import type { Operation } from './operation';

/** PutEncryptionConfig: NONE for X-Ray's own key, KMS with a KeyId for another. */
export const putEncryptionConfig: Operation = (input, { control }) => {
  control.encryption.put(input);
  return { EncryptionConfig: control.encryption.config() };
};
