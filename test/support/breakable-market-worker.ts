import { parentPort } from 'node:worker_threads'
import '../../src-main/workers/market.worker.ts'

/** What breaks it: its thread is gone, stands still for ever, or rejects where nobody can catch it. */
export type Break = 'die' | 'hang' | 'reject'

/** The market worker with a way to break it from a test. */
parentPort?.on('message', ({ kind }: { readonly kind: Break | string }) => {
  if (kind === 'die') process.exit(1)
  if (kind === 'reject') void Promise.reject(new Error('left behind'))
  while (kind === 'hang');
})
