import type { ServerResponse } from 'node:http';

/** Makes whatever will be answered break the connection (TCP reset) before a byte of it is sent. */
export function resetAnswer(response: ServerResponse): void {
  response.end = () => {
    response.socket?.resetAndDestroy();
    return response;
  };
}

/**
 * Makes an answer end too early: its head promises all bytes, only a share (0..1) of them is sent, at least one
 * is missing, then the connection closes. `end` is where all answers pass, whoever writes them.
 */
export function truncateAnswer(response: ServerResponse, share: number): void {
  response.end = (body?: unknown) => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(String(body ?? ''));
    const sent = Math.max(0, Math.min(Math.floor(bytes.length * share), bytes.length - 1));
    response.flushHeaders();
    response.write(bytes.subarray(0, sent), () => response.destroy());
    return response;
  };
}
