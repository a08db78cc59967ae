import type { MessagePort } from 'node:worker_threads'

/** What breaks it: its thread is gone, stands still for ever, or rejects where nobody can catch it. */
export type Break = 'die' | 'hang' | 'reject'

/** Lets a test break the thread of a worker. */
export const breakable = (port: MessagePort | null): void => {
  port?.on('message', ({ kind }: { readonly kind: Break | string }) => {
    if (kind === 'die') process.exit(1)
    if (kind === 'reject') void Promise.reject(new Error('left behind'))
    while (kind === 'hang');
  })
}

/** Breaks a worker that listens for it. */
export const breakWorker = (worker: object | undefined, how: Break): void => {
  const link = worker as { send(message: { readonly kind: Break }): void } | undefined
  link?.send({ kind: how })
}
